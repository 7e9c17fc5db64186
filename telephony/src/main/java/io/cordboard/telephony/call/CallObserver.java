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

    /** What a flow came to with a caller; one of a few words. */
    default void guided(TenantId tenant, String outcome) {}

    /**
     * A number outside was called, or not.
     *
     * @param trunk the name of the trunk; empty if none was tried
     * @param outcome answered, failed-over, given-up, sip- with a status, or one of a few words
     */
    default void dialled(TenantId tenant, String trunk, String outcome) {}

    /** A peer of a trunk was asked whether it is there. */
    default void peer(String address, boolean there) {}

    /** An agent's phone was rung; {@code outcome} is one of a few words. */
    default void rung(TenantId tenant, String outcome) {}
}
