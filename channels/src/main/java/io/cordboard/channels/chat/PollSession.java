package io.cordboard.channels.chat;

import io.cordboard.routing.entity.Follower;
import io.cordboard.routing.interaction.InteractionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;

/**
 * A customer who asks again and again, on the node that is asked: reads ahead of the page, lets requests wait for news, and
 * counts as the customer's connection for a while after each. Retires by itself.
 */
final class PollSession extends AbstractActorWithTimers implements Reading.Page {

    /** What a page asks. */
    sealed interface Request {}

    /** The frames after a number; answered by {@link Polled}, after {@code patience} at the latest. */
    record Poll(long after, Duration patience) implements Request {}

    /** Something said; answered by {@link Answer}. */
    record Say(ClientFrame frame) implements Request {}

    /** The customer has just opened the chat, and is about to connect. */
    record Arrived() implements Request {}

    record Polled(List<Frame.History> frames, long after, boolean typing, boolean closed) {}

    record Answer(Optional<Frame> frame) {}

    /** There is no such chat. */
    record Gone() {}

    /** Tells the parent that this one has nothing to do. */
    record Idle(InteractionId chat) {}

    private record Answered(Say say, ActorRef to, Optional<Frame> answer) {}

    private record Overdue(Waiting waiting) {}

    /** A request that is not answered yet; {@code patient} if it wants to wait for news. */
    private record Waiting(ActorRef to, long after, boolean patient) {}

    private enum Clock {
        PRESENCE
    }

    static final int MOST_FRAMES = 100;
    private static final int ENOUGH_AHEAD = 200;
    private static final int MOST_WAITING = 3;
    private static final Duration TYPING_FADES = Duration.ofSeconds(8);

    private final ChatDesk desk;
    private final InteractionId chat;
    private final Deque<Frame.History> ahead = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Answered> unsaid = new ArrayDeque<>();

    private Transcript transcript;
    private Reading reading;
    private Speaking speaking;
    private ActorRef follower;
    /** Frames up to this number are no longer kept. */
    private long forgotten;
    /** Frames up to this number need not be kept. */
    private long confirmed;

    private int turnsOwed;
    private boolean saying;
    private boolean failed;
    private long typingSince;
    private boolean typing;
    private long thereUntil = System.nanoTime();

    private PollSession(ChatDesk desk, InteractionId chat) {
        this.desk = desk;
        this.chat = chat;
        this.transcript = new Transcript(chat);
        this.reading = new Reading(transcript, desk.names(), getSelf(), this);
        this.speaking = new Speaking(desk, chat, transcript);
        this.follower = getContext().actorOf(desk.legs().follow(chat, 0, true, getSelf()));
    }

    static Props props(ChatDesk desk, InteractionId chat) {
        return Props.create(PollSession.class, () -> new PollSession(desk, chat));
    }

    @Override
    public void preStart() {
        desk.listener().connected(chat.tenant(), ChatListener.Way.POLLING, false);
        getTimers().startTimerWithFixedDelay(Clock.PRESENCE, Clock.PRESENCE, Duration.ofSeconds(1));
    }

    @Override
    public void postStop() {
        desk.listener().disconnected(chat.tenant(), ChatListener.Way.POLLING);
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                // What a follower of before a new start still says is of no use. Not a method reference: that would
                // hold on to the
                // reading that there is now.
                .match(Follower.News.class, news -> getSender().equals(follower), news -> reading.news(news))
                .match(Follower.News.class, _ -> {})
                .match(Reading.Named.class, named -> reading.named(named))
                .match(Arrived.class, _ -> there(desk.settings().arrivalPresence()))
                .match(Poll.class, this::poll)
                .match(Say.class, say -> {
                    there(desk.settings().pollPresence());
                    unsaid.add(new Answered(say, getSender(), Optional.empty()));
                    sayNext();
                })
                .match(Answered.class, this::answered)
                .match(Overdue.class, overdue -> {
                    if (waiting.remove(overdue.waiting())) {
                        answer(overdue.waiting());
                    }
                })
                .match(Clock.class, _ -> presence())
                .build();
    }

    private void there(Duration howLong) {
        thereUntil = Math.max(thereUntil, System.nanoTime() + howLong.toNanos());
    }

    private void presence() {
        if (waiting.isEmpty() && !saying && System.nanoTime() - thereUntil > 0) {
            getContext().getParent().tell(new Idle(chat), getSelf());
        }
    }

    // Polling

    private void poll(Poll poll) {
        there(desk.settings().pollPresence());
        if (poll.after() < forgotten) {
            startAnew();
        }
        // Whoever asks for what comes after a number has all up to it; whoever waits still may have less.
        confirmed = waiting.stream().mapToLong(Waiting::after).reduce(poll.after(), Math::min);
        makeRoom();
        var asked = new Waiting(getSender(), poll.after(), !poll.patience().isZero());
        if (failed || hasNews(asked) || reading.isCaughtUp() && (!asked.patient() || transcript.over())) {
            answer(asked);
            return;
        }
        waiting.add(asked);
        // Before all is read nothing can be said; a poll that does not want to wait waits for that.
        Duration wait = asked.patient() ? poll.patience() : desk.settings().answerWithin();
        getTimers().startSingleTimer(asked, new Overdue(asked), wait);
        if (waiting.size() > MOST_WAITING) {
            answer(waiting.remove());
        }
    }

    /** Somebody wants what is no longer kept: it is read again. */
    private void startAnew() {
        getContext().stop(follower);
        ahead.clear();
        forgotten = 0;
        confirmed = 0;
        turnsOwed = 0;
        transcript = new Transcript(chat);
        reading = new Reading(transcript, desk.names(), getSelf(), this);
        speaking = new Speaking(desk, chat, transcript);
        follower = getContext().actorOf(desk.legs().follow(chat, 0, true, getSelf()));
    }

    private boolean hasNews(Waiting asked) {
        return !ahead.isEmpty() && ahead.getLast().seq() > asked.after();
    }

    private void answer(Waiting asked) {
        getTimers().cancel(asked);
        if (failed) {
            asked.to().tell(new Gone(), getSelf());
            return;
        }
        var frames = new ArrayList<Frame.History>();
        for (Frame.History frame : ahead) {
            if (frame.seq() > asked.after() && frames.size() < MOST_FRAMES) {
                frames.add(frame);
            }
        }
        boolean all =
                reading.isCaughtUp() && (frames.isEmpty() || frames.getLast().equals(ahead.getLast()));
        long last = frames.isEmpty() ? asked.after() : frames.getLast().seq();
        desk.listener().shown(chat.tenant());
        boolean types = typing && System.nanoTime() - typingSince < TYPING_FADES.toNanos();
        asked.to()
                .tell(
                        new Polled(
                                frames, all ? Math.max(last, transcript.seq()) : last, types, all && transcript.over()),
                        getSelf());
        there(desk.settings().pollPresence());
    }

    private void answerThose(java.util.function.Predicate<Waiting> which) {
        for (Waiting asked : List.copyOf(waiting)) {
            if (which.test(asked)) {
                waiting.remove(asked);
                answer(asked);
            }
        }
    }

    private void makeRoom() {
        while (ahead.size() > ENOUGH_AHEAD && ahead.getFirst().seq() <= confirmed) {
            forgotten = ahead.remove().seq();
        }
        while (turnsOwed > 0 && ahead.size() <= ENOUGH_AHEAD) {
            turnsOwed--;
            follower.tell(Follower.Next.NEXT, getSelf());
        }
    }

    // What is read of the interaction

    @Override
    public void shown(Frame.History frame) {
        ahead.add(frame);
        if (frame instanceof Frame.Message message && message.from() == Frame.Side.AGENT) {
            typing = false;
        }
    }

    @Override
    public void passing(Frame frame) {
        if (frame instanceof Frame.Typing typed && typed.typing() != typing) {
            typing = typed.typing();
            typingSince = System.nanoTime();
            if (reading.isCaughtUp()) {
                answerThose(_ -> true);
            }
        }
    }

    @Override
    public void caughtUp() {
        answerThose(asked -> hasNews(asked) || !asked.patient() || transcript.over());
        sayNext();
    }

    @Override
    public void failed() {
        failed = true;
        answerThose(_ -> true);
        sayNext();
    }

    @Override
    public void turned() {
        turnsOwed++;
        makeRoom();
        answerThose(asked -> hasNews(asked) || reading.isCaughtUp() && transcript.over());
    }

    // What the customer says

    private void sayNext() {
        if (saying || unsaid.isEmpty() || !(reading.isCaughtUp() || failed)) {
            return;
        }
        Answered next = unsaid.remove();
        if (failed) {
            next.to().tell(new Gone(), getSelf());
            sayNext();
            return;
        }
        saying = true;
        speaking.say(next.say().frame())
                .whenComplete((answer, failure) -> getSelf()
                        .tell(
                                new Answered(next.say(), next.to(), failure == null ? answer : Optional.empty()),
                                ActorRef.noSender()));
    }

    private void answered(Answered answered) {
        saying = false;
        speaking.said(answered.say().frame(), answered.answer());
        answered.to().tell(new Answer(answered.answer()), getSelf());
        sayNext();
    }
}
