package io.cordboard.ops.replay;

import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyCodec;
import io.cordboard.routing.policy.PolicyReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * One policy as it was given, one after the other: without a queue it begins a run, with one it gives that queue its own in the
     * run that was begun last.
     *
     * @param name what the report calls it
     */
    public record Given(Optional<String> queue, String name, Policy policy) {}

    /**
     * Reads {@code --policy} as it was given, again and again: {@code FILE} begins a run, {@code QUEUE=FILE} gives one queue its
     * own in the run that was begun last. Without any, one run under the default policy.
     *
     * @throws ReplayRefused if a file is no policy, with all that is wrong with it
     */
    public static List<PolicyChoice> read(List<String> arguments) {
        List<PolicyChoice> runs = runs(given(arguments), DEFAULT);
        return runs.isEmpty() ? List.of(DEFAULT) : runs;
    }

    /** Reads each {@code FILE} or {@code QUEUE=FILE}. */
    static List<Given> given(List<String> arguments) {
        return arguments.stream()
                .map(argument -> {
                    int equals = argument.indexOf('=');
                    boolean whole = equals <= 0 || Files.exists(Path.of(argument));
                    Path file = Path.of(whole ? argument : argument.substring(equals + 1));
                    return new Given(
                            whole ? Optional.empty() : Optional.of(argument.substring(0, equals)),
                            brief(file),
                            policy(file));
                })
                .toList();
    }

    /**
     * The runs; a policy of a queue that comes first changes {@code base}. None, if none was given.
     *
     * @throws ReplayRefused if two have the same name, or one queue has two policies in a run
     */
    public static List<PolicyChoice> runs(List<Given> given, PolicyChoice base) {
        List<PolicyChoice> runs = new ArrayList<>();
        for (Given each : given) {
            runs.add(
                    each.queue().isEmpty()
                            ? new PolicyChoice(each.name(), each.policy(), Map.of())
                            : (runs.isEmpty() ? base : runs.removeLast())
                                    .with(each.queue().get(), each));
        }
        if (runs.stream().map(PolicyChoice::name).distinct().count() < runs.size()) {
            throw new ReplayRefused("Expected runs that differ in the names of their policies, but got "
                    + String.join(" and ", runs.stream().map(PolicyChoice::name).toList()));
        }
        return List.copyOf(runs);
    }

    private PolicyChoice with(String queue, Given given) {
        Map<String, Policy> more = new TreeMap<>(own);
        if (more.put(queue, given.policy()) != null) {
            throw new ReplayRefused("Expected one policy for the queue " + queue + " of " + name + ", but got two");
        }
        return new PolicyChoice(
                name + '+' + queue + '=' + given.name(),
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
