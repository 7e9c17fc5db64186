package io.cordboard.routing.entity;

import java.time.Instant;

/** A fact, recorded for ever. Written as JSON under its {@link Stored} name. */
public interface Event {

    /** When it happened, by the clock of the node that decided. */
    Instant at();
}
