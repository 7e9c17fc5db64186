package io.cordboard.routing.queue;

import io.cordboard.routing.entity.EntityType;
import java.time.Duration;

/** The queues of all tenants. */
public final class Queues {

    /** How a queue's entity is kept. Many commands may wait: they share the next write. */
    static final EntityType<QueueCommand, QueueEvent, QueueState> TYPE = new EntityType<>(
            "queue",
            QueueCommand.class,
            QueueEvent.class,
            id -> new QueueState.Undefined(QueueId.of(id)),
            id -> new QueueCommand.Wake(QueueId.of(id)),
            snapshot -> ((QueueSnapshot) snapshot).state(),
            5_000,
            Duration.ofMinutes(2),
            5_000,
            true,
            EntityType.Presence.none(),
            QueueAnnouncer::new);

    private Queues() {}

    public static EntityType<QueueCommand, QueueEvent, ?> type() {
        return TYPE;
    }
}
