package io.cordboard.routing.flow;

import io.cordboard.routing.expression.Attributes;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a run is; all that it needs beside its document. {@link FlowStateCodec} writes it as plain JSON.
 *
 * @param step the one that waits for something; empty once the run has given up and goes to the queue of its help
 * @param learned attributes that the run has set
 * @param secrets what masked questions have learned, by attribute
 * @param ahead keys that were typed before they were asked for
 * @param stray a terminator that may still come after an answer that was complete without it; mostly empty
 * @param noInputs how often the customer has not answered this step
 * @param noMatches how often the customer has answered it what was not asked for
 * @param taken steps since the beginning
 * @param helped why the run is on its way to a person, if help was asked for or the customer did not answer
 * @param survey the flow that runs afterwards
 */
public record FlowState(
        String step,
        Attributes learned,
        SortedMap<String, String> secrets,
        String ahead,
        String stray,
        int noInputs,
        int noMatches,
        int taken,
        Optional<FlowAct.Reason> helped,
        Optional<String> survey) {

    static final FlowState NEW = new FlowState(
            "", Attributes.NONE, Collections.emptySortedMap(), "", "", 0, 0, 0, Optional.empty(), Optional.empty());

    public FlowState {
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    /** What may be recorded of it: nothing that is secret, and no keys, which may be part of a secret. */
    public FlowState withoutSecrets() {
        return new FlowState(
                step, learned, Collections.emptySortedMap(), "", "", noInputs, noMatches, taken, helped, survey);
    }

    /** Never what is secret: states get into logs. */
    @Override
    public String toString() {
        return "FlowState[" + step + ", " + taken + " steps, learned " + learned + ']';
    }
}
