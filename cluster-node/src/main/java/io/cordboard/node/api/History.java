package io.cordboard.node.api;

import io.cordboard.routing.entity.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.stream.javadsl.Sink;

/** What has happened to one entity, as the journal has it. */
public final class History {

    /** One event of the entity; {@code seq} numbers them from 1. */
    public record Entry(long seq, Event event) {}

    private final CurrentEventsByPersistenceIdQuery journal;
    private final ActorSystem system;

    public History(CurrentEventsByPersistenceIdQuery journal, ActorSystem system) {
        this.journal = journal;
        this.system = system;
    }

    /** Up to {@code limit} events after number {@code after}, of which {@code wanted} makes something. */
    public <T> CompletionStage<List<T>> read(
            String persistenceId, long after, int limit, Function<Entry, Optional<T>> wanted) {
        return journal.currentEventsByPersistenceId(persistenceId, after + 1, Long.MAX_VALUE)
                .mapConcat(envelope -> entry(envelope).flatMap(wanted).stream().toList())
                .take(limit)
                .runWith(Sink.seq(), system)
                .exceptionally(failure -> {
                    throw Problem.of(ProblemCode.UNAVAILABLE, "Expected to read the journal, but could not")
                            .exception();
                });
    }

    private static Optional<Entry> entry(EventEnvelope envelope) {
        return envelope.event() instanceof Event event
                ? Optional.of(new Entry(envelope.sequenceNr(), event))
                : Optional.empty();
    }
}
