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
 * @param later changes of these while the run lasts, in order of time
 */
public record PolicyChoice(String name, Policy everywhere, Map<String, Policy> own, List<Later> later) {

    /** A queue follows another policy from then on. */
    public record Later(long atNanos, String queue, Policy policy) {}

    /** Policies that do not change. */
    public PolicyChoice(String name, Policy everywhere, Map<String, Policy> own) {
        this(name, everywhere, own, List.of());
    }

    public static final PolicyChoice DEFAULT = new PolicyChoice("default", Policy.DEFAULT, Map.of());

    public PolicyChoice {
        own = Map.copyOf(own);
        later = List.copyOf(later);
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
        List<PolicyChoice> runs = read(arguments, DEFAULT);
        return runs.isEmpty() ? List.of(DEFAULT) : runs;
    }

    /** The same, where a {@code QUEUE=FILE} without a file before it changes {@code base}; none, if there are no arguments. */
    static List<PolicyChoice> read(List<String> arguments, PolicyChoice base) {
        List<PolicyChoice> runs = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals <= 0 || Files.exists(Path.of(argument))) {
                Path file = Path.of(argument);
                runs.add(new PolicyChoice(brief(file), policy(file), Map.of()));
            } else {
                PolicyChoice last = runs.isEmpty() ? base : runs.removeLast();
                runs.add(last.with(argument.substring(0, equals), Path.of(argument.substring(equals + 1))));
            }
        }
        if (runs.stream().map(PolicyChoice::name).distinct().count() < runs.size()) {
            throw new ReplayRefused("Expected runs that differ in the names of their policies' files, but got "
                    + String.join(" and ", runs.stream().map(PolicyChoice::name).toList()));
        }
        return List.copyOf(runs);
    }

    private PolicyChoice with(String queue, Path file) {
        Map<String, Policy> more = new TreeMap<>(own);
        if (more.put(queue, policy(file)) != null) {
            throw new ReplayRefused("Expected one policy for the queue " + queue + " of " + name + ", but got two");
        }
        return new PolicyChoice(
                name + '+' + queue + '=' + brief(file),
                everywhere,
                more,
                later.stream().filter(each -> !each.queue().equals(queue)).toList());
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
