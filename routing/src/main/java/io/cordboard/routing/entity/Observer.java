package io.cordboard.routing.entity;

import java.time.Duration;
import java.util.List;

/** Hears what the entities of this node do, for metrics. Called on actor threads: must be quick and must not throw. */
public interface Observer {

    Observer NONE = new Observer() {};

    /** These events are recorded; {@code nanos}: from the decision until the journal's word. */
    default void recorded(String type, List<? extends Event> events, long nanos) {}

    /** A command was refused. */
    default void refused(String type, Refusal refusal) {}

    /** An entity came to life in {@code nanos}, or left memory. */
    default void recovered(String type, long nanos) {}

    default void stopped(String type) {}

    /** A router proposed an interaction that had waited for so long. */
    default void proposed(Duration waited) {}

    /** A debt was sent again because no answer came. */
    default void resent(String type) {}
}
