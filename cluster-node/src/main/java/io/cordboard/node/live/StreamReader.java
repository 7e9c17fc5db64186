package io.cordboard.node.live;

import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Follower;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.stream.SystemMaterializer;

/**
 * One stream of a socket: how its entity is now, then everything that happens to it from there, or everything since the number
 * that the client has. Tells its session; waits for a {@link Follower.Next} for each {@link Batch}.
 */
final class StreamReader extends AbstractActorWithTimers {

    /** What it tells its session. */
    sealed interface News {
        StreamName stream();
    }

    /** The entity is there: {@code snapshot} if the client has to start anew; its number is then {@code seq}. */
    record Opened(StreamName stream, long seq, Reply.View now, Optional<Object> snapshot) implements News {}

    record Batch(StreamName stream, long firstSeq, List<Event> events) implements News {}

    record Level(StreamName stream, long seq) implements News {}

    record Typed(StreamName stream, InteractionCommand.Typing typing) implements News {}

    /** There is nothing to follow. The reader has stopped. */
    record Failed(StreamName stream, Refusal refusal, String message) implements News {}

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private enum Own {
        ASK
    }

    private record Past(long seq, InteractionView view, Conversation conversation) {}

    private final StreamName stream;
    private final long after;
    private final Switchboard switchboard;
    private final LiveSettings settings;
    private final ActorRef session;
    private OptionalLong opened = OptionalLong.empty();
    private Optional<ActorRef> follower = Optional.empty();

    private StreamReader(
            StreamName stream, long after, Switchboard switchboard, LiveSettings settings, ActorRef session) {
        this.stream = stream;
        this.after = after;
        this.switchboard = switchboard;
        this.settings = settings;
        this.session = session;
    }

    /** {@code after}: the number of the last event that the client has; 0 for a snapshot. */
    static Props props(
            StreamName stream, long after, Switchboard switchboard, LiveSettings settings, ActorRef session) {
        return Props.create(StreamReader.class, () -> new StreamReader(stream, after, switchboard, settings, session));
    }

    @Override
    public void preStart() {
        ask();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Reply.class, this::answered)
                .match(Past.class, past -> begin(past.seq(), past.view(), Optional.of(past.conversation())))
                .match(org.apache.pekko.actor.Status.Failure.class, failed -> {
                    switchboard.system().log().warning("{} could not be read: {}", stream, failed.cause());
                    opened = OptionalLong.empty();
                    getTimers().startSingleTimer(Own.ASK, Own.ASK, ASK_AGAIN);
                })
                .match(Own.class, _ -> ask())
                .match(Follower.News.class, this::followed)
                .match(Follower.Next.class, next -> follower.ifPresent(f -> f.tell(next, getSelf())))
                .build();
    }

    private void ask() {
        if (opened.isEmpty()) {
            switchboard.tell(stream.show(), getSelf());
            getTimers().startSingleTimer(Own.ASK, Own.ASK, ASK_AGAIN);
        }
    }

    private void answered(Reply reply) {
        if (opened.isPresent()) {
            return;
        }
        switch (reply) {
            case Reply.Found(_, var seq, var view) -> found(seq, view);
            case Reply.Refused(_, var refusal, var message) -> {
                if (refusal != Refusal.OVERLOADED && refusal != Refusal.UNAVAILABLE) {
                    fail(refusal, message);
                }
            }
            case Reply.Done _ -> {}
        }
    }

    private void found(long seq, Reply.View view) {
        if (after > 0 && after <= seq && seq - after <= settings.maxBehind()) {
            getTimers().cancel(Own.ASK);
            opened = OptionalLong.of(seq);
            session.tell(new Opened(stream, seq, view, Optional.empty()), getSelf());
            follow(after);
        } else if (view instanceof InteractionView interaction) {
            getTimers().cancel(Own.ASK);
            opened = OptionalLong.of(seq);
            recall(seq, interaction);
        } else {
            begin(seq, view, Optional.of(view));
        }
    }

    private void begin(long seq, Reply.View view, Optional<Object> snapshot) {
        getTimers().cancel(Own.ASK);
        opened = OptionalLong.of(seq);
        session.tell(new Opened(stream, seq, view, snapshot), getSelf());
        follow(seq);
    }

    /** What was said until {@code seq}. */
    private void recall(long seq, InteractionView view) {
        var collector = new Conversation.Collector(settings.maxMessages());
        if (view.messages() == 0) {
            begin(seq, view, Optional.of(collector.of(view)));
            return;
        }
        var system = switchboard.system();
        var journal = PersistenceQuery.get(system)
                .getReadJournalFor(
                        CurrentEventsByPersistenceIdQuery.class,
                        system.settings().config().getString("cordboard.routing.read-journal"));
        String persistenceId = stream.type().persistenceId(stream.show().entityId());
        var past = journal.currentEventsByPersistenceId(persistenceId, 1, seq)
                .runFold(
                        collector,
                        (all, envelope) -> all.add(envelope.sequenceNr(), (Event) envelope.event()),
                        SystemMaterializer.get(system).materializer())
                .thenApply(all -> new Past(seq, view, all.of(view)));
        Patterns.pipe(past, getContext().dispatcher()).to(getSelf());
    }

    private void follow(long from) {
        follower = Optional.of(getContext()
                .actorOf(Follower.paced(switchboard, stream.type(), stream::watch, from, getSelf()), "follower"));
    }

    private void followed(Follower.News news) {
        switch (news) {
            case Follower.Followed(_, var firstSeq, var events) ->
                session.tell(new Batch(stream, firstSeq, events), getSelf());
            case Follower.CaughtUp(_, var seq) -> session.tell(new Level(stream, seq), getSelf());
            case Follower.Whispered(_, var whisper) -> {
                if (whisper instanceof InteractionCommand.Typing typing) {
                    session.tell(new Typed(stream, typing), getSelf());
                }
            }
            case Follower.Failed(_, var refusal, var message) -> fail(refusal, message);
        }
    }

    private void fail(Refusal refusal, String message) {
        session.tell(new Failed(stream, refusal, message), getSelf());
        getContext().stop(getSelf());
    }
}
