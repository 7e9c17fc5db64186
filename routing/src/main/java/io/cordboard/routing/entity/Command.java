package io.cordboard.routing.entity;

/**
 * A request to one entity. It names its target itself, so no envelope is needed; it may arrive twice and must then be
 * acknowledged again without effect.
 */
public interface Command extends Message {

    /** The entity id within its type, for example {@code tenant/agent}. */
    String entityId();

    /** What the answer will quote, so that the sender knows which of its requests was answered. */
    String ref();
}
