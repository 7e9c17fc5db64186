package io.cordboard.routing.entity;

import java.time.Duration;
import java.util.List;

/** Soft state that lives beside an entity and may be lost with it: it follows what is recorded and talks to others. */
public interface Companion<E extends Event, S> {

    /** What a companion may do. */
    interface Desk {
        void send(Command command);

        /** Calls {@link #tick} after {@code delay}; one tick is outstanding at most. */
        void tickAfter(Duration delay);
    }

    /** The entity is in memory, with this state. */
    void begin(S state, Desk desk);

    /** These events are recorded; {@code state} is after them. */
    void recorded(List<E> events, S state, Desk desk);

    /** An answer to something that it sent. */
    void reply(Reply reply, S state, Desk desk);

    /** The tenant has a new router, which knows nothing. */
    void routerStarted(S state, Desk desk);

    void tick(S state, Desk desk);

    /** Whether the entity must stay in memory for it. */
    boolean busy();

    /** For entities that have none. */
    static <E extends Event, S> Companion<E, S> none() {
        return new Companion<>() {
            @Override
            public void begin(S state, Desk desk) {}

            @Override
            public void recorded(List<E> events, S state, Desk desk) {}

            @Override
            public void reply(Reply reply, S state, Desk desk) {}

            @Override
            public void routerStarted(S state, Desk desk) {}

            @Override
            public void tick(S state, Desk desk) {}

            @Override
            public boolean busy() {
                return false;
            }
        };
    }
}
