package io.cordboard.routing.policy;

import java.util.List;
import java.util.stream.Collectors;

/** What reading a policy document came to. */
public sealed interface PolicyReading {

    /** The policy it says. */
    record Accepted(Policy policy) implements PolicyReading {}

    /** Everything that is wrong with it, in the document's order. */
    record Refused(List<PolicyProblem> problems) implements PolicyReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The policy, for who cannot go on without one. */
    default Policy orThrow() {
        return switch (this) {
            case Accepted(Policy policy) -> policy;
            case Refused(var problems) ->
                throw new IllegalArgumentException(
                        problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
        };
    }
}
