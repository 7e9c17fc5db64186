package io.cordboard.node.api.feed;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.EventBody;
import io.cordboard.node.api.Page;
import io.cordboard.routing.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.pattern.Patterns;

/** The feed of a tenant's events over HTTP: read on from a cursor, waiting for a while if there is nothing new. */
public final class Events {

    private static final int MAX_WAIT_SECONDS = 30;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    /** One event of the feed: schema {@code FeedEvent}. */
    record Entry(String kind, String entity, long seq, String type, Instant at, ObjectNode data) {

        static Optional<Entry> of(Feed.Entry entry) {
            // kind|tenant/name
            String id = entry.persistenceId();
            return EventBody.of(entry.seq(), entry.event())
                    .map(event -> new Entry(
                            id.substring(0, id.indexOf('|')),
                            id.substring(id.indexOf('/') + 1),
                            entry.seq(),
                            event.type(),
                            event.at(),
                            event.data()));
        }
    }

    /** Events and where to go on: schema {@code FeedPage}. {@code next} is always there: there is always more to come. */
    record Body(List<Entry> items, String next) {}

    private final Feed feed;
    private final ActorSystem system;
    private final Clock clock;

    public Events(Feed feed, ActorSystem system, Clock clock) {
        this.feed = feed;
        this.system = system;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/events", Access.tenant(SUPERVISOR, ADMIN, INTEGRATOR), this::read)
                .thatWaits());
    }

    private CompletionStage<Answer> read(Call call) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        Instant until = clock.instant().plusSeconds(call.number("wait", 0, 0, MAX_WAIT_SECONDS));
        Optional<String> after = call.query("after");
        // Without a cursor a reader begins now, and "start" is the beginning of all.
        CompletionStage<Long> from = after.isEmpty()
                ? feed.latest()
                : CompletableFuture.completedFuture(
                        after.get().equals("start")
                                ? 0L
                                : call.query("after", Cursor::number).orElseThrow());
        return from.thenCompose(number -> read(call.tenant(), number, limit, until))
                .thenApply(Answer::ok);
    }

    private CompletionStage<Body> read(TenantId tenant, long after, int limit, Instant until) {
        return feed.read(tenant, after, limit).thenCompose(part -> {
            List<Entry> entries = part.entries().stream()
                    .flatMap(entry -> Entry.of(entry).stream())
                    .toList();
            if (!entries.isEmpty() || !clock.instant().isBefore(until)) {
                return CompletableFuture.completedFuture(new Body(entries, Cursor.of(part.next())));
            }
            Duration pause = part.next() > after ? Duration.ZERO : LOOK_AGAIN;
            return Patterns.after(pause, system, () -> read(tenant, part.next(), limit, until));
        });
    }
}
