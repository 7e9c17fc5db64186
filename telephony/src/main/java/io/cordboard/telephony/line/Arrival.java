package io.cordboard.telephony.line;

import io.cordboard.routing.tenant.TenantId;

/** What becomes of a call that comes from outside, before its caller has proved anything. */
public sealed interface Arrival {

    /**
     * It is one of this trunk, by where it comes from.
     *
     * @param dialled the number as the trunk's rules write it
     */
    record Admitted(Trunk trunk, NumberEntry number, String dialled) implements Arrival {}

    /** Who calls must prove by digest, in the domain of this tenant, which trunk they are ({@link Lines#trunk}). */
    record Challenged(TenantId tenant) implements Arrival {}

    /** It is of no trunk, or not of one alone. Nothing of a tenant may be told to who called. */
    record Refused(Reason reason) implements Arrival {}

    /** Why, for the node's metrics. */
    enum Reason {
        /** No trunk has calls from there: 403. */
        UNKNOWN_SOURCE,
        /** A trunk has, but its tenant does not have the number: 404. */
        UNKNOWN_NUMBER,
        /** Several tenants have calls from there, and not one of them alone has the number: 403. */
        AMBIGUOUS
    }
}
