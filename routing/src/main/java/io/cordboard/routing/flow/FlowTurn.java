package io.cordboard.routing.flow;

import java.util.List;

/**
 * What came of an input.
 *
 * @param state where the run is now
 * @param path the steps that it has entered since the last input, in order
 * @param act the one thing to do next, and to wait for
 */
public record FlowTurn(FlowState state, List<String> path, FlowAct act) {
    public FlowTurn {
        path = List.copyOf(path);
    }
}
