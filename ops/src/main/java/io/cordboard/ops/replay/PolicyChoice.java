package io.cordboard.ops.replay;

import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyCodec;
import io.cordboard.routing.policy.PolicyReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The policies of one run.
 *
 * @param name what the report calls it
 * @param everywhere of all queues but those that have their own
 * @param own by name of queue
 */
public record PolicyChoice(String name, Policy everywhere, Map<String, Policy> own) {

    public static final PolicyChoice DEFAULT = new PolicyChoice("default", Policy.DEFAULT, Map.of());

    public PolicyChoice {
        own = Map.copyOf(own);
    }

    Policy of(String queue) {
        return own.getOrDefault(queue, everywhere);
    }

    /**
     * Reads {@code --policy} as it was given, again and again: {@code FILE} begins a run, {@code QUEUE=FILE} gives one queue its
     * own in the run that was begun last. Without any, one run under the default policy.
     *
     * @throws ReplayRefused if a file is no policy, with all that is wrong with it
     */
    public static List<PolicyChoice> read(List<String> arguments) {
        List<PolicyChoice> runs = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals <= 0 || Files.exists(Path.of(argument))) {
                Path file = Path.of(argument);
                runs.add(new PolicyChoice(brief(file), policy(file), Map.of()));
            } else {
                PolicyChoice last = runs.isEmpty() ? DEFAULT : runs.removeLast();
                runs.add(last.with(argument.substring(0, equals), Path.of(argument.substring(equals + 1))));
            }
        }
        if (runs.stream().map(PolicyChoice::name).distinct().count() < runs.size()) {
            throw new ReplayRefused("Expected runs that differ in the names of their policies' files, but got "
                    + String.join(" and ", runs.stream().map(PolicyChoice::name).toList()));
        }
        return runs.isEmpty() ? List.of(DEFAULT) : List.copyOf(runs);
    }

    private PolicyChoice with(String queue, Path file) {
        Map<String, Policy> more = new TreeMap<>(own);
        if (more.put(queue, policy(file)) != null) {
            throw new ReplayRefused("Expected one policy for the queue " + queue + " of " + name + ", but got two");
        }
        return new PolicyChoice(name + '+' + queue + '=' + brief(file), everywhere, more);
    }

    private static String brief(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Policy policy(Path file) {
        return switch (PolicyCodec.read(DocumentFile.read(file))) {
            case PolicyReading.Accepted(Policy policy) -> policy;
            case PolicyReading.Refused(var problems) -> throw DocumentFile.refused(file, problems);
        };
    }
}
