package io.cordboard.routing.flow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs flows. A run is a fold: from a state and what happened comes the next state, and one thing to do. Without clock, random or
 * IO, and total: whatever the document, the state and the input, an answer comes.
 */
public final class Interpreter {

    private Interpreter() {}

    public static FlowTurn begin(Flow flow, FlowScope scope) {
        return new Run(flow, FlowState.NEW, scope).enter(flow.start());
    }

    /** What follows, if this happens to a run that is in this state. */
    public static FlowTurn on(Flow flow, FlowState state, FlowInput input, FlowScope scope) {
        return new Run(flow, state, scope).on(input);
    }

    /** What follows, if this is done while the customer waits in a queue after the flow; nothing, if it means nothing there. */
    public static Optional<FlowTurn> whileWaiting(Flow flow, FlowState state, FlowInput input, FlowScope scope) {
        return flow.waiting().stream()
                .flatMap(waiting -> java.util.stream.Stream.concat(
                        waiting.exit().stream(), waiting.callback().map(Treatment.Offer::exit).stream()))
                .filter(exit -> means(exit, input))
                .findFirst()
                .map(exit -> new Run(flow, state, scope).enter(exit.then()));
    }

    private static boolean means(Treatment.Exit exit, FlowInput input) {
        return switch (input) {
            case FlowInput.Digits(String keys) -> keys.startsWith(exit.key());
            case FlowInput.Words(String text) -> {
                String plain = Words.plain(text);
                yield plain.equals(exit.key()) || exit.words().contains(plain);
            }
            default -> false;
        };
    }

    /**
     * What one who waits is told.
     *
     * @param say prompts of the flow's {@link Treatment}
     * @param position in line, from 1, if it is known
     * @param wait how long it may take, if that is known; who tells it takes care that it never grows
     */
    public static List<Utterance> announced(
            Flow flow,
            List<Prompt> say,
            FlowState state,
            FlowScope scope,
            Optional<Integer> position,
            Optional<Duration> wait) {
        Known known = Known.of(scope, state.learned(), state.secrets()).standing(position, wait);
        return Prompt.all(say, flow.language(), known);
    }
}
