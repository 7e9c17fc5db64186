package io.cordboard.channels.chat;

import io.cordboard.routing.entity.Follower;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.LegRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a customer: follows the interaction from the number that the page has seen, and passes on what the customer
 * says. While it lives the customer is there; that it stops is how the interaction learns that the connection dropped.
 */
final class SocketSession extends AbstractActorWithTimers implements Reading.Page {

    /** The stream to the customer. */
    record Outlet(ActorRef ref) {}

    /** Asks the stream to the customer to end: once all before has been written, or as it is. */
    enum End {
        END,
        GIVEN_UP
    }

    /** The stream to the customer has taken a frame. */
    enum Drawn {
        DRAWN
    }

    /** The stream from the customer: begun, ended, or one frame at a time, each of which waits for {@link #READ_ON}. */
    enum Inlet {
        BEGUN,
        ENDED,
        READ_ON
    }

    /** One frame of the customer, as it came; empty if it was too large to be read. */
    record Heard(Optional<String> frame) {}

    private record Answered(ClientFrame frame, Optional<Frame> answer) {}

    private record Placed(Transcript.Stay stay, int position) {}

    private enum Clock {
        HEARTBEAT,
        STALL,
        PLACE,
        GIVE_UP
    }

    /** When so many frames wait for a slow customer, no more are read: neither of the interaction nor of the customer. */
    private static final int ENOUGH_AHEAD = 50;

    /** How long a customer has to take what is written before the end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final ChatDesk desk;
    private final InteractionId chat;
    private final long after;
    private final Runnable ended;
    private final Transcript transcript;
    private final Reading reading;
    private final Speaking speaking;
    private final FrameCodec codec;
    private final ActorRef follower;
    private final Deque<Object> outbox = new ArrayDeque<>();

    private @Nullable ActorRef outlet;
    private @Nullable ActorRef inlet;
    private boolean writing;
    private long writingSince;
    private boolean readingOwed;
    private boolean ending;
    private int turnsOwed;
    private Optional<String> held = Optional.empty();
    private Optional<Placed> told = Optional.empty();
    private long heardAt = System.nanoTime();

    private SocketSession(ChatDesk desk, InteractionId chat, long after, Runnable ended) {
        this.desk = desk;
        this.chat = chat;
        this.after = after;
        this.ended = ended;
        this.transcript = new Transcript(chat);
        this.reading = new Reading(transcript, desk.names(), getSelf(), this);
        this.speaking = new Speaking(desk, chat, transcript);
        this.codec = desk.codec();
        // From the beginning: what an event means to the customer depends on those before it.
        this.follower = getContext().actorOf(desk.legs().follow(chat, 0, true, getSelf()));
    }

    /** {@code ended} is run once, when it is over. */
    static Props props(ChatDesk desk, InteractionId chat, long after, Runnable ended) {
        return Props.create(SocketSession.class, () -> new SocketSession(desk, chat, after, ended));
    }

    @Override
    public void preStart() {
        desk.listener().connected(chat.tenant(), ChatListener.Way.WEB_SOCKET, after > 0);
        write(new Frame.Hello(
                chat.name(),
                desk.settings().heartbeat().toSeconds(),
                desk.settings().maxText()));
        getTimers()
                .startTimerAtFixedRate(
                        Clock.HEARTBEAT, Clock.HEARTBEAT, desk.settings().heartbeat());
        getTimers()
                .startTimerWithFixedDelay(
                        Clock.STALL, Clock.STALL, desk.settings().stall().dividedBy(2));
        getTimers()
                .startTimerWithFixedDelay(
                        Clock.PLACE, Clock.PLACE, desk.settings().positionEvery());
    }

    @Override
    public void postStop() {
        ended.run();
        desk.listener().disconnected(chat.tenant(), ChatListener.Way.WEB_SOCKET);
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Follower.News.class, reading::news)
                .match(Reading.Named.class, reading::named)
                .match(Heard.class, this::heard)
                .match(Answered.class, this::answered)
                .match(Outlet.class, there -> {
                    outlet = there.ref();
                    flush();
                })
                .match(Drawn.class, _ -> {
                    writing = false;
                    flush();
                })
                .match(Inlet.class, this::inlet)
                .match(Placed.class, this::placed)
                .match(Clock.class, this::clock)
                .match(Throwable.class, _ -> getContext().stop(getSelf()))
                .build();
    }

    // What is read of the interaction

    @Override
    public void shown(Frame.History frame) {
        if (frame.seq() <= after || ending) {
            return;
        }
        desk.listener().shown(chat.tenant());
        write(frame);
        if (frame instanceof Frame.Closed && reading.isCaughtUp()) {
            over();
        }
    }

    @Override
    public void passing(Frame frame) {
        // Of the moment: who cannot take it now does not need it later.
        if (outbox.isEmpty() && reading.isCaughtUp() && !ending) {
            write(frame);
        }
    }

    @Override
    public void caughtUp() {
        write(new Frame.CaughtUp(transcript.seq()));
        if (transcript.over()) {
            over();
        }
        held.ifPresent(this::pass);
        held = Optional.empty();
    }

    @Override
    public void failed() {
        bye("session-over", "Expected a chat to connect to, but there is none", Optional.empty());
    }

    @Override
    public void turned() {
        turnsOwed++;
        turn();
    }

    private void turn() {
        while (turnsOwed > 0 && outbox.size() < ENOUGH_AHEAD) {
            turnsOwed--;
            follower.tell(Follower.Next.NEXT, getSelf());
        }
    }

    private void over() {
        bye("closed", "The chat is over", Optional.empty());
    }

    // What the customer says

    private void heard(Heard heard) {
        inlet = getSender();
        heardAt = System.nanoTime();
        if (heard.frame().isEmpty()) {
            desk.listener().refused("frame-too-large");
            bye(
                    "frame-too-large",
                    "Expected frames of at most " + desk.settings().maxFrameBytes() + " bytes",
                    Optional.empty());
        } else if (desk.frames().take(chat).isPresent()) {
            desk.listener().refused("flood");
            bye("flood", "Expected fewer frames", Optional.of(Duration.ofSeconds(10)));
        } else if (reading.isCaughtUp()) {
            pass(heard.frame().get());
        } else {
            // Until all is read it is not known what has been said already.
            held = heard.frame();
        }
    }

    private void pass(String text) {
        ClientFrame frame = codec.read(text);
        speaking.say(frame)
                .whenComplete((answer, failure) -> getSelf()
                        .tell(new Answered(frame, failure == null ? answer : Optional.empty()), ActorRef.noSender()));
    }

    private void answered(Answered answered) {
        speaking.said(answered.frame(), answered.answer());
        if (!ending) {
            answered.answer().ifPresent(this::write);
        }
        readOn();
    }

    private void readOn() {
        readingOwed = true;
        read();
    }

    /** The next frame, once there is room for its answer. */
    private void read() {
        if (readingOwed && inlet != null && !ending && outbox.size() < ENOUGH_AHEAD) {
            readingOwed = false;
            inlet.tell(Inlet.READ_ON, getSelf());
        }
    }

    private void inlet(Inlet event) {
        switch (event) {
            case BEGUN -> getSender().tell(Inlet.READ_ON, getSelf());
            case ENDED -> getContext().stop(getSelf());
            case READ_ON -> {}
        }
    }

    // The place in line

    private void askPlace(Transcript.Stay stay) {
        desk.lines()
                .place(stay.queue(), chat)
                .thenAccept(place ->
                        place.ifPresent(position -> getSelf().tell(new Placed(stay, position), ActorRef.noSender())));
    }

    /** Only what is better than what was told of the same stay: nobody likes to be overtaken, even by the more urgent. */
    private void placed(Placed placed) {
        boolean better = told.filter(before -> before.stay().equals(placed.stay()))
                .map(before -> placed.position() < before.position())
                .orElse(true);
        if (better && transcript.waiting().filter(placed.stay()::equals).isPresent() && outbox.isEmpty() && !ending) {
            told = Optional.of(placed);
            ChatLeg.passing(new LegRequest.Announce(placed.position(), Optional.empty()))
                    .ifPresent(this::write);
        }
    }

    // What is written to the customer

    private void write(Frame frame) {
        outbox.add(FrameCodec.write(frame));
        flush();
    }

    private void flush() {
        if (outlet != null && !writing && !outbox.isEmpty()) {
            Object next = outbox.remove();
            writing = next != End.END;
            writingSince = System.nanoTime();
            outlet.tell(next, getSelf());
        }
        turn();
        read();
    }

    /** What still waits comes again when the page connects again. */
    private void letGo() {
        if (ending) {
            return;
        }
        outbox.clear();
        desk.listener().refused("slow-consumer");
        bye("slow-consumer", "Expected the page to read, but it does not", Optional.of(Duration.ofSeconds(1)));
    }

    private void bye(String code, String detail, Optional<Duration> retryAfter) {
        if (ending) {
            return;
        }
        boolean retry = retryAfter.isPresent();
        write(new Frame.Bye(code, detail, retry, retryAfter.map(Duration::toSeconds)));
        ending = true;
        outbox.add(End.END);
        flush();
        getTimers().startSingleTimer(Clock.GIVE_UP, Clock.GIVE_UP, LAST_WORDS);
    }

    private void clock(Clock clock) {
        switch (clock) {
            case HEARTBEAT -> {
                if (outlet == null) {
                    // The handshake came to nothing.
                    getContext().stop(getSelf());
                    return;
                }
                Duration silent = Duration.ofNanos(System.nanoTime() - heardAt);
                if (silent.compareTo(desk.settings().silence()) >= 0) {
                    bye("silent", "Expected a sign of life, but there was none", Optional.of(Duration.ofSeconds(1)));
                } else if (silent.compareTo(desk.settings().heartbeat()) >= 0) {
                    passing(new Frame.Ping());
                }
            }
            case STALL -> {
                if (writing
                        && System.nanoTime() - writingSince
                                > desk.settings().stall().toNanos()) {
                    letGo();
                }
            }
            case PLACE ->
                transcript
                        .waiting()
                        .filter(_ -> reading.isCaughtUp() && !ending)
                        .ifPresent(this::askPlace);
            case GIVE_UP -> {
                if (outlet != null) {
                    outlet.tell(End.GIVEN_UP, getSelf());
                }
                getContext().stop(getSelf());
            }
        }
    }
}
