package io.cordboard.node.api.feed;

import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.persistence.tail.JournalRow;
import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.tenant.TenantId;
import java.io.NotSerializableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feed read from the journal's tail, so nothing is passed over and nothing comes twice. */
public final class JournalFeed implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFeed.class);

    /** How many rows of anybody are looked at for one answer. */
    private static final int SCAN = 5_000;

    private interface Query<T> {
        T run() throws SQLException, NotSerializableException;
    }

    private final JournalTail tail;
    private final SerializerWithStringManifest events;
    private final Executor blocking;

    public JournalFeed(JournalTail tail, ActorSystem system) {
        this.tail = tail;
        this.events = serializer(system);
        this.blocking = system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher");
    }

    private static SerializerWithStringManifest serializer(ActorSystem system) {
        try {
            return (SerializerWithStringManifest)
                    SerializationExtension.get(system).serializerFor(InteractionEvent.Assigned.class);
        } catch (NotSerializableException e) {
            throw new IllegalStateException("Expected a serializer of events, but none is configured", e);
        }
    }

    @Override
    public CompletionStage<Part> read(TenantId tenant, long after, int limit) {
        return ask(() -> {
            JournalTail.Page page = tail.readOf(tenant.value(), after, limit, SCAN);
            var entries = new ArrayList<Entry>(page.rows().size());
            for (JournalRow row : page.rows()) {
                if (events.fromBinary(row.payload(), row.manifest()) instanceof Event event) {
                    entries.add(new Entry(row.ordering(), row.persistenceId(), row.sequenceNr(), event));
                }
            }
            return new Part(entries, page.next());
        });
    }

    @Override
    public CompletionStage<Long> latest() {
        return ask(() -> tail.highest().orElse(0L));
    }

    private <T> CompletionStage<T> ask(Query<T> query) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return query.run();
                    } catch (SQLException | NotSerializableException e) {
                        LOG.warn("The feed could not be read", e);
                        throw Problem.of(ProblemCode.UNAVAILABLE, "Expected to read the journal, but could not")
                                .exception();
                    }
                },
                blocking);
    }
}
