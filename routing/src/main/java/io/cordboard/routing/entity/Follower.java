package io.cordboard.routing.entity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Follows one entity on behalf of a consumer and tells it every event from a given number on: in order, none missed, none
 * twice, wherever the entity lives or moves to. The present comes from the entity itself, the past and whatever was missed
 * from the journal.
 *
 * <p>The consumer gets {@link Followed}, {@link CaughtUp} once, {@link Whispered}, and {@link Failed} if there is nothing
 * to follow. The follower stops with its consumer, and after {@link Failed}.
 */
public final class Follower extends AbstractActorWithTimers {

    /** What a follower tells its consumer. Stays within one node. */
    public sealed interface News {

        String persistenceId();
    }

    /** The next events, without a hole: the first has number {@code firstSeq}. At most {@value #MAX_BATCH}. */
    public record Followed(String persistenceId, long firstSeq, List<Event> events) implements News {}

    /** All that was recorded when the follower found the entity has been told; {@code seq} is its number. */
    public record CaughtUp(String persistenceId, long seq) implements News {}

    /** Something that is not recorded. */
    public record Whispered(String persistenceId, Whisper whisper) implements News {}

    /** There is nothing to follow, or too many follow it already. The follower has stopped. */
    public record Failed(String persistenceId, Refusal refusal, String message) implements News {}

    /** Said by the consumer of a {@linkplain #paced paced} follower for each {@link Followed} that it has dealt with. */
    public enum Next {
        NEXT
    }

    static final int MAX_BATCH = 500;

    private static final int JOURNAL_BATCH = 100;
    private static final Duration RENEWAL = Duration.ofSeconds(2);
    private static final Duration TTL = Duration.ofSeconds(7);
    /** Until the entity has answered for the first time, or again after it was lost. */
    private static final Duration SEARCH = Duration.ofMillis(300);

    private static final Duration REREAD = Duration.ofMillis(300);

    private enum Own {
        RENEW,
        REREAD,
        READ_BEGINS,
        READ_ON,
        READ_ENDS
    }

    private record Read(long firstSeq, List<Event> events) {}

    private record ReadFailed(Throwable cause) {}

    private final Switchboard switchboard;
    private final Watch watch;
    private final String persistenceId;
    private final ActorRef consumer;
    private final boolean paced;
    private final CurrentEventsByPersistenceIdQuery journal;
    private final Materializer materializer;
    private final CoordinatedShutdown shutdown;
    private final Bookmark bookmark;

    private int credit;
    private boolean reading;
    private boolean readAnything;
    private Optional<ActorRef> reader = Optional.empty();
    private Optional<ActorRef> entity = Optional.empty();
    private Optional<Long> level = Optional.empty();
    private boolean caughtUp;

    private Follower(
            Switchboard switchboard,
            EntityType<?, ?, ?> type,
            Watch watch,
            long afterSeq,
            ActorRef consumer,
            boolean paced) {
        this.switchboard = switchboard;
        this.watch = watch;
        this.persistenceId = type.persistenceId(watch.entityId());
        this.consumer = consumer;
        this.paced = paced;
        this.credit = paced ? 2 : Integer.MAX_VALUE;
        this.bookmark = new Bookmark(afterSeq);
        this.journal = PersistenceQuery.get(getContext().getSystem())
                .getReadJournalFor(
                        CurrentEventsByPersistenceIdQuery.class,
                        switchboard.system().settings().config().getString("cordboard.routing.read-journal"));
        this.shutdown = CoordinatedShutdown.get(getContext().getSystem());
        this.materializer = SystemMaterializer.get(getContext().getSystem()).materializer();
    }

    /**
     * A follower that tells its consumer as fast as news comes in.
     *
     * @param watch the command that subscribes to the entity, for the given time
     * @param afterSeq the number of the last event that the consumer has; 0 for all from the beginning
     */
    public static Props props(
            Switchboard switchboard,
            EntityType<?, ?, ?> type,
            Function<Duration, ? extends Watch> watch,
            long afterSeq,
            ActorRef consumer) {
        Watch subscription = watch.apply(TTL);
        return Props.create(
                Follower.class, () -> new Follower(switchboard, type, subscription, afterSeq, consumer, false));
    }

    /** A follower that keeps at most two batches ahead of its consumer's {@link Next}. */
    public static Props paced(
            Switchboard switchboard,
            EntityType<?, ?, ?> type,
            Function<Duration, ? extends Watch> watch,
            long afterSeq,
            ActorRef consumer) {
        Watch subscription = watch.apply(TTL);
        return Props.create(
                Follower.class, () -> new Follower(switchboard, type, subscription, afterSeq, consumer, true));
    }

    @Override
    public void preStart() {
        getContext().watch(consumer);
        renew();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Watch.Recorded.class, recorded -> {
                    found(getSender());
                    bookmark.told(recorded.firstSeq(), recorded.events());
                    tell();
                })
                .match(Whisper.class, whisper -> consumer.tell(new Whispered(persistenceId, whisper), getSelf()))
                .match(Reply.class, this::answered)
                .match(Read.class, read -> {
                    reader = Optional.of(getSender());
                    readAnything = true;
                    bookmark.read(read.firstSeq(), read.events());
                    tell();
                })
                .match(ReadFailed.class, failed -> {
                    switchboard.log().warn("{} could not be read; trying again", persistenceId, failed.cause());
                    readEnded(RENEWAL);
                })
                .match(Next.class, _ -> {
                    if (paced) {
                        credit++;
                        tell();
                    }
                })
                .match(Own.class, this::own)
                .match(Terminated.class, this::gone)
                .build();
    }

    private void own(Own what) {
        switch (what) {
            case RENEW -> renew();
            case READ_BEGINS -> getSender().tell(Own.READ_ON, getSelf());
            case READ_ENDS -> readEnded(REREAD);
            case REREAD -> tell();
            case READ_ON -> {}
        }
    }

    private void renew() {
        // A node that stops would call back to life what it has just handed over, and wait for it.
        if (shutdown.getShutdownReason().isPresent()) {
            getContext().stop(getSelf());
            return;
        }
        switchboard.tell(watch, getSelf());
        getTimers().startSingleTimer(Own.RENEW, Own.RENEW, entity.isPresent() ? RENEWAL : SEARCH);
    }

    private void answered(Reply reply) {
        switch (reply) {
            case Reply.Done done -> {
                found(getSender());
                bookmark.heard(done.seq());
                level = Optional.of(level.orElse(done.seq()));
                tell();
            }
            case Reply.Refused(_, var refusal, var message) -> {
                if (refusal != Refusal.OVERLOADED && refusal != Refusal.UNAVAILABLE) {
                    consumer.tell(new Failed(persistenceId, refusal, message), getSelf());
                    getContext().stop(getSelf());
                }
            }
            case Reply.Found _ -> {}
        }
    }

    private void found(ActorRef where) {
        if (entity.filter(where::equals).isEmpty()) {
            entity.ifPresent(getContext()::unwatch);
            entity = Optional.of(where);
            getContext().watch(where);
        }
    }

    /** The consumer has no more use for this, or the entity has moved or left memory. */
    private void gone(Terminated terminated) {
        if (terminated.actor().equals(consumer)) {
            getContext().stop(getSelf());
        } else if (entity.filter(terminated.actor()::equals).isPresent()) {
            entity = Optional.empty();
            renew();
        }
    }

    private void tell() {
        while (credit > 0) {
            List<Event> next = bookmark.take(MAX_BATCH);
            if (next.isEmpty()) {
                break;
            }
            credit -= paced ? 1 : 0;
            consumer.tell(new Followed(persistenceId, bookmark.last() - next.size() + 1, List.copyOf(next)), getSelf());
        }
        if (!bookmark.hasPast()) {
            reader.ifPresent(stream -> stream.tell(Own.READ_ON, getSelf()));
            reader = Optional.empty();
        }
        if (!reading && bookmark.misses() && !getTimers().isTimerActive(Own.REREAD)) {
            read();
        }
        if (!caughtUp && level.filter(seq -> bookmark.last() >= seq).isPresent()) {
            caughtUp = true;
            consumer.tell(new CaughtUp(persistenceId, bookmark.last()), getSelf());
        }
    }

    private void read() {
        reading = true;
        readAnything = false;
        Source<EventEnvelope, NotUsed> past =
                journal.currentEventsByPersistenceId(persistenceId, bookmark.last() + 1, Long.MAX_VALUE);
        past.grouped(JOURNAL_BATCH)
                .map(batch -> new Read(
                        batch.getFirst().sequenceNr(),
                        batch.stream().map(e -> (Event) e.event()).toList()))
                .runWith(
                        Sink.actorRefWithBackpressure(
                                getSelf(), Own.READ_BEGINS, Own.READ_ON, Own.READ_ENDS, ReadFailed::new),
                        materializer);
    }

    private void readEnded(Duration pause) {
        reading = false;
        if (bookmark.misses() && !readAnything) {
            getTimers().startSingleTimer(Own.REREAD, Own.REREAD, pause);
        }
        tell();
    }
}
