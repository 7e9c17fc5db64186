package io.cordboard.telephony.call;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.tenant.TenantId;

/** Told what becomes of calls, for metrics. */
public interface CallObserver {

    CallObserver NONE = new CallObserver() {};

    /** A call has come in. */
    default void began(InteractionId call) {}

    /** It is over. */
    default void ended(InteractionId call) {}

    /** A call was refused at the door; {@code reason} is one of a few words. */
    default void turnedAway(String reason) {}

    /** An agent's phone was rung; {@code outcome} is one of a few words. */
    default void rung(TenantId tenant, String outcome) {}
}
