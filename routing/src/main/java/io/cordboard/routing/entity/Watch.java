package io.cordboard.routing.entity;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;

/**
 * A command that subscribes its sender to an entity's events for {@link #ttl}; renewed by sending it again. The answer is
 * {@link Reply.Done} with the last sequence number; later events arrive as {@link Recorded}. Earlier ones are in the journal.
 */
public interface Watch extends Command {

    /** How long the subscription holds unless renewed. */
    Duration ttl();

    /** Whether the watcher stands for a person's connection: the entity is told when the last of them is gone. */
    boolean presence();

    /** Events just recorded by an entity: {@code firstSeq} is the number of the first one. */
    record Recorded(
            String persistenceId,
            long firstSeq,
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Event> events) implements Message {}
}
