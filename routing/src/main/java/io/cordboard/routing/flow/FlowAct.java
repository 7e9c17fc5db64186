package io.cordboard.routing.flow;

import java.util.List;
import java.util.Optional;

/** What a run wants done next. The package says what may follow. */
public sealed interface FlowAct {

    /**
     * Say this.
     *
     * @param interruptible whether a key ends it
     */
    record Say(List<Utterance> say, boolean interruptible) implements FlowAct {}

    /** Say this, which any key ends, and listen. */
    record Ask(List<Utterance> say, AskTerms terms) implements FlowAct {}

    record LookUp(LookUpRequest request) implements FlowAct {}

    /**
     * The run is over.
     *
     * @param survey the flow that runs when the customer has spoken with an agent
     */
    record End(Ending ending, Reason reason, Optional<String> survey) implements FlowAct {}

    /** Why a run is over. */
    enum Reason {
        /** The document says so. */
        DONE,
        /** The customer has asked for a person. */
        HELP,
        /** The customer has answered too often nothing, or what was not asked for. */
        TRIES,
        /** It has taken too many steps. */
        TOO_LONG,
        /** What it wanted could not be done. */
        REFUSED,
        /** The step where it was is not in its document. */
        BROKEN
    }
}
