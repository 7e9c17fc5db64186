package io.cordboard.node;

import io.cordboard.node.api.Api;
import io.cordboard.node.api.Catalogue;
import io.cordboard.node.api.History;
import io.cordboard.node.api.cluster.HealthCheck;
import io.cordboard.node.api.feed.Feed;
import io.cordboard.node.api.interaction.InteractionList;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.past.JournalLedger;
import io.cordboard.persistence.past.JournalPast;
import io.cordboard.persistence.past.LedgerLimits;
import io.cordboard.persistence.past.PastLimits;
import io.cordboard.persistence.past.PastObserver;
import io.cordboard.persistence.tail.JournalRow;
import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.persistence.view.EventFeed;
import io.cordboard.persistence.view.ListedInteraction;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.tenant.TenantId;
import java.io.NotSerializableException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** What the API reads beside the entities: histories, the list and the feed, all from the journal's database. */
public final class JournalReadings {

    private static final int CHECK_SECONDS = 1;

    private final Executor blocking;
    private final SerializerWithStringManifest events;
    private final io.cordboard.persistence.view.InteractionList list;
    private final EventFeed feed;
    private final JournalTail tail;

    private JournalReadings(ActorSystem system, JournalDatabase database, JournalTail tail) {
        this.blocking = system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher");
        this.events = eventSerializer(system);
        this.list = new io.cordboard.persistence.view.InteractionList(database);
        this.feed = new EventFeed(tail);
        this.tail = tail;
    }

    private static SerializerWithStringManifest eventSerializer(ActorSystem system) {
        try {
            return (SerializerWithStringManifest)
                    SerializationExtension.get(system).serializerFor(Event.class);
        } catch (NotSerializableException e) {
            throw new IllegalStateException("Expected a serializer for events in the configuration", e);
        }
    }

    /** @param others checks that the node has beside that of its journal */
    public static Api.Readings of(
            ActorSystem system,
            JournalDatabase database,
            JournalTail tail,
            Catalogue catalogue,
            List<HealthCheck> others,
            PastObserver observer) {
        var readings = new JournalReadings(system, database, tail);
        String journal = system.settings().config().getString("cordboard.routing.read-journal");
        var histories =
                PersistenceQuery.get(system).getReadJournalFor(CurrentEventsByPersistenceIdQuery.class, journal);
        return new Api.Readings(
                new History(histories, system),
                readings::page,
                readings.feed(),
                catalogue,
                new PastReadings(
                        new JournalPast(
                                database, PastLimits.of(system.settings().config()), observer),
                        new JournalLedger(
                                database, LedgerLimits.of(system.settings().config()), observer),
                        readings.blocking),
                Stream.concat(Stream.of(new HealthCheck("journal", () -> readings.check(database))), others.stream())
                        .toList());
    }

    private CompletionStage<List<InteractionList.Line>> page(
            TenantId tenant, InteractionList.Filter filter, java.util.OptionalLong before, int limit) {
        var wanted = new io.cordboard.persistence.view.InteractionList.Filter(
                filter.phase().map(Set::of).orElse(Set.of()), filter.queue(), filter.agent(), filter.customer());
        return read(() -> list.newestFirst(tenant, wanted, before, limit).lines().stream()
                .map(JournalReadings::line)
                .toList());
    }

    private static InteractionList.Line line(ListedInteraction listed) {
        var standing = listed.standing();
        return new InteractionList.Line(
                listed.openedOrdering(),
                listed.interaction(),
                listed.medium(),
                standing.phase(),
                Optional.of(standing.queue()),
                standing.agent(),
                listed.customer(),
                listed.subject(),
                standing.priority(),
                standing.messages(),
                listed.opened(),
                standing.updated(),
                standing.ending().map(ListedInteraction.Ending::at),
                standing.ending().map(ListedInteraction.Ending::reason),
                standing.ending().flatMap(ListedInteraction.Ending::disposition));
    }

    private Feed feed() {
        return new Feed() {
            @Override
            public CompletionStage<Part> read(TenantId tenant, long after, int limit) {
                return JournalReadings.this.read(() -> {
                    var page = feed.page(tenant, after, limit);
                    return new Part(page.rows().stream().map(row -> entry(row)).toList(), page.next());
                });
            }

            @Override
            public CompletionStage<Long> latest() {
                return JournalReadings.this.read(() -> tail.highest().orElse(0L));
            }
        };
    }

    private Feed.Entry entry(JournalRow row) {
        try {
            var event = (Event) events.fromBinary(row.payload(), row.manifest());
            return new Feed.Entry(row.ordering(), row.persistenceId(), row.sequenceNr(), event);
        } catch (NotSerializableException e) {
            throw new CompletionException(e);
        }
    }

    private CompletionStage<Optional<String>> check(JournalDatabase database) {
        return read(() -> {
            try (var connection = database.readers().getConnection()) {
                return connection.isValid(CHECK_SECONDS)
                        ? Optional.<String>empty()
                        : Optional.of("the database does not answer");
            } catch (SQLException e) {
                return Optional.of("the database cannot be reached");
            }
        });
    }

    private <T> CompletionStage<T> read(Callable<T> reading) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reading.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                blocking);
    }
}
