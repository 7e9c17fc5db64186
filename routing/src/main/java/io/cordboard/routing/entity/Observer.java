package io.cordboard.routing.entity;

import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.util.List;

/** Hears what the entities of this node do, for metrics. Called on actor threads: must be quick and must not throw. */
public interface Observer {

    Observer NONE = new Observer() {};

    /** These events are recorded; {@code nanos}: from the decision until the journal's word. */
    default void recorded(String type, String entityId, List<? extends Event> events, long nanos) {}

    /** A command was refused. */
    default void refused(String type, Refusal refusal) {}

    /** An entity came to life in {@code nanos}, or left memory. */
    default void recovered(String type, long nanos) {}

    default void stopped(String type) {}

    /** So many events of one entity went to the journal in one write: what arrived while the one before was under way. */
    default void wrote(String type, int events) {}

    /** A command is about to be decided; some are then {@link #refused}. */
    default void handled(String type) {}

    /** What was recorded has changed how an entity stands; {@link Standing#NONE} before it began. */
    default void changed(String type, String entityId, Standing before, Standing after) {}

    /** An entity that stands so is in this node's memory from now on; nothing has happened to it. */
    default void arrived(String type, String entityId, Standing standing) {}

    /** It has left this node's memory; nothing has happened to it. */
    default void departed(String type, String entityId, Standing standing) {}

    /** A router proposed an interaction that had waited for so long. */
    default void proposed(Duration waited) {}

    /** So many debts of one entity were sent again because no answer came. */
    default void resent(String type, int debts) {}

    /** Something in the decisions of a policy that is tried has failed: nothing is tried in the tenant until a trial changes. */
    default void trialFailed(TenantId tenant) {}

    /** A router that started so long ago has heard of everybody, as far as can be told: nobody new for a while. */
    default void rebuilt(TenantId tenant, Duration took, int agents, int waiting) {}
}
