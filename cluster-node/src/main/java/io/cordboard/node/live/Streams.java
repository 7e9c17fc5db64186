package io.cordboard.node.live;

import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Follower;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Party;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;

/**
 * What one socket follows. An agent's own stream brings those of the interactions that the agent carries, from the offer until
 * the work is over; supervisors add what they like.
 */
final class Streams {

    /** What the session around it does. */
    interface Host {
        ActorRef read(StreamName stream, long after);

        void stop(ActorRef reader);

        void send(ServerFrame frame);

        void send(StreamReader.Batch batch, ActorRef reader);

        /** Calls {@link #over} after a moment. */
        void lingers(String stream, String why);

        void lingersNoMore(String stream);

        Instant now();
    }

    private static final class Followed {
        final StreamName name;
        final ActorRef reader;
        /** The agent has it in hand. */
        boolean carried;
        /** Somebody asked for it. */
        boolean subscribed;
        /** It is told to its present end only: the agent had it in hand when the socket was lost. */
        boolean closing;

        Followed(StreamName name, ActorRef reader) {
            this.name = name;
            this.reader = reader;
        }
    }

    private final LiveSettings settings;
    private final LiveObserver observer;
    private final Host host;
    private final Optional<AgentId> me;
    private final boolean supervises;
    private final Map<String, Followed> all = new HashMap<>();
    private final DeskWork work = new DeskWork();
    private final Map<String, Long> resumed = new HashMap<>();
    private long deskSeq;

    /** {@code supervises}: may follow what is in nobody's or in others' hands. */
    Streams(LiveSettings settings, LiveObserver observer, Host host, Optional<AgentId> me, boolean supervises) {
        this.settings = settings;
        this.observer = observer;
        this.host = host;
        this.me = me;
        this.supervises = supervises;
    }

    boolean carries(InteractionId interaction) {
        return work.carries(interaction);
    }

    int size() {
        return all.size();
    }

    boolean has(String stream) {
        return all.containsKey(stream);
    }

    /** The agent is here: what is in hand follows. {@code client}: the numbers that the client has. */
    void desk(AgentId agent, Map<String, Long> client) {
        resumed.putAll(client);
        long after = Optional.ofNullable(resumed.remove(StreamName.DESK)).orElse(0L);
        open(new StreamName.Desk(agent), after).carried = true;
    }

    void subscribe(StreamName stream, long after) {
        Followed known = all.get(stream.text());
        (known == null ? open(stream, after) : known).subscribed = true;
    }

    void unsubscribe(String stream) {
        Followed followed = all.get(stream);
        if (followed != null && followed.subscribed) {
            followed.subscribed = false;
            leaveUnlessWanted(followed, "unsubscribed");
        }
    }

    private Followed open(StreamName stream, long after) {
        var followed = new Followed(stream, host.read(stream, after));
        all.put(stream.text(), followed);
        return followed;
    }

    /** An interaction that the agent has had nothing to do with for a moment. */
    void over(String stream, String why) {
        Followed followed = all.get(stream);
        if (followed != null) {
            leaveUnlessWanted(followed, why);
        }
    }

    private void leaveUnlessWanted(Followed followed, String why) {
        if (!followed.carried && !followed.subscribed) {
            leave(followed.name.text(), why);
        }
    }

    private void leave(String stream, String why) {
        Followed followed = all.remove(stream);
        if (followed != null) {
            host.stop(followed.reader);
        }
        host.send(new ServerFrame.Left(stream, host.now(), new ServerFrame.Left.Data(why)));
    }

    /** A reader has something to tell; one that is followed no more is not listened to. */
    void hear(StreamReader.News news, ActorRef reader) {
        Followed followed = all.get(news.stream().text());
        if (followed == null || !followed.reader.equals(reader)) {
            return;
        }
        String stream = news.stream().text();
        switch (news) {
            case StreamReader.Opened opened -> opened(opened, followed);
            case StreamReader.Batch batch -> batch(batch, followed);
            case StreamReader.Level(_, var seq) -> {
                host.send(new ServerFrame.Level(stream, seq, host.now()));
                if (followed.closing) {
                    over(stream, "finished");
                }
            }
            case StreamReader.Typed(_, var typing) -> {
                if (!isMine(typing.from())) {
                    host.send(new ServerFrame.Typing(
                            stream, host.now(), new ServerFrame.Typing.Data(typing.from(), typing.typing())));
                }
            }
            case StreamReader.Failed(_, var refusal, var message) -> {
                all.remove(stream);
                host.send(new ServerFrame.Failed(
                        Optional.of(stream), host.now(), ServerFrame.Trouble.of(problem(refusal, message))));
            }
        }
    }

    private static Problem problem(Refusal refusal, String message) {
        return refusal == Refusal.NOT_FOUND ? Problem.notFound() : Problem.of(ProblemCode.of(refusal), message);
    }

    private boolean isMine(Party party) {
        return me.filter(party::is).isPresent();
    }

    private void opened(StreamReader.Opened opened, Followed followed) {
        String stream = followed.name.text();
        if (followed.closing && !followed.carried && !followed.subscribed && !wasMine(opened)) {
            leave(stream, "gone");
            return;
        }
        observer.followed(opened.snapshot().isEmpty());
        opened.snapshot()
                .ifPresent(data -> host.send(new ServerFrame.Snapshot(stream, opened.seq(), host.now(), data)));
        if (followed.name instanceof StreamName.Desk && opened.now() instanceof AgentView view) {
            deskSeq = opened.seq();
            work.is(view).forEach(this::carry);
            closeWhatIsOver(view.agent());
        }
    }

    private boolean wasMine(StreamReader.Opened opened) {
        return opened.now() instanceof InteractionView view
                && me.isPresent()
                && view.agent().equals(me);
    }

    private void carry(InteractionId interaction) {
        var name = new StreamName.OfInteraction(interaction);
        Followed known = all.get(name.text());
        if (known == null) {
            known = open(name, Optional.ofNullable(resumed.remove(name.text())).orElse(0L));
        }
        known.carried = true;
        host.lingersNoMore(name.text());
    }

    /** What the client had in hand when its socket was lost, and has no more: how it ended is told. */
    private void closeWhatIsOver(AgentId agent) {
        var left = Map.copyOf(resumed);
        resumed.clear();
        left.forEach((text, after) -> {
            Optional<StreamName> name = StreamName.parse(agent.tenant(), text)
                    .filter(StreamName.OfInteraction.class::isInstance)
                    .filter(_ -> all.size() < settings.maxStreams());
            if (has(text)) {
                return;
            }
            if (name.isEmpty() || after <= 0) {
                leave(text, "gone");
            } else if (supervises) {
                subscribe(name.get(), after);
            } else {
                open(name.get(), after).closing = true;
            }
        });
    }

    private void batch(StreamReader.Batch batch, Followed followed) {
        switch (followed.name) {
            case StreamName.Desk _ -> {
                host.send(batch, followed.reader);
                for (int i = 0; i < batch.events().size(); i++) {
                    if (batch.firstSeq() + i > deskSeq) {
                        work.hear(batch.events().get(i)).ifPresent(this::changed);
                    }
                }
            }
            case StreamName.OfInteraction _
            when !followed.subscribed && othersFrom(batch.events()) >= 0 -> {
                int mine = othersFrom(batch.events());
                if (mine > 0) {
                    host.send(
                            new StreamReader.Batch(
                                    batch.stream(),
                                    batch.firstSeq(),
                                    batch.events().subList(0, mine)),
                            followed.reader);
                }
                followed.carried = false;
                leave(followed.name.text(), "taken");
            }
            case StreamName.OfInteraction _, StreamName.OfAgent _, StreamName.OfQueue _ ->
                host.send(batch, followed.reader);
        }
    }

    /** From where on it is another agent's conversation; -1 if nowhere. */
    private int othersFrom(List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof InteractionEvent.Assigned assigned
                    && me.filter(assigned.agent()::equals).isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    private void changed(DeskWork.Change change) {
        switch (change) {
            case DeskWork.Change.Begun(var interaction) -> carry(interaction);
            case DeskWork.Change.Over(var interaction, var why) -> {
                Followed followed = all.get(new StreamName.OfInteraction(interaction).text());
                if (followed != null) {
                    followed.carried = false;
                    // Its own last events may still be on their way.
                    host.lingers(followed.name.text(), why);
                }
            }
        }
    }

    /** One batch of a reader has been handed on. */
    static void next(ActorRef reader) {
        reader.tell(Follower.Next.NEXT, ActorRef.noSender());
    }
}
