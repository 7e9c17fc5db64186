package io.cordboard.routing.flow;

import io.cordboard.routing.policy.PolicyProblem;
import java.util.List;
import java.util.stream.Collectors;

/** What reading a document came to. */
public sealed interface FlowReading {

    record Accepted(Flow flow) implements FlowReading {}

    /** Everything that is wrong with it, in the document's order. */
    record Refused(List<PolicyProblem> problems) implements FlowReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The flow, for who cannot go on without one. */
    default Flow orThrow() {
        return switch (this) {
            case Accepted(Flow flow) -> flow;
            case Refused(var problems) ->
                throw new IllegalArgumentException(
                        problems.stream().map(PolicyProblem::toString).collect(Collectors.joining("\n")));
        };
    }
}
