package io.cordboard.routing.entity;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.ActorRef;

/** The actor around an entity's core: what the core cannot do itself. */
interface EntityHost<E> {
    ActorRef me();

    /** Records the events in order, then runs {@code then}; calls do not wait for each other but keep their order. */
    void record(List<E> events, Runnable then);

    /** Runs {@code then} once all that was given to {@link #record} before is recorded. */
    void afterRecorded(Runnable then);

    void timer(Timer timer, Duration delay);

    void cancel(Timer timer);

    void watch(ActorRef ref);

    void saveSnapshot(Snapshot snapshot);

    /** Asks to leave memory; nothing is lost if a command arrives meanwhile. */
    void passivate();

    /** The clocks an entity runs. */
    enum Timer {
        ALARM,
        DEBTS,
        PRESENCE,
        COMPANION,
        IDLE
    }
}
