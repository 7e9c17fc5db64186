package io.cordboard.node.live;

import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Catalogue;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.ProblemException;
import io.cordboard.node.api.Role;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Status;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.pattern.Patterns;
import scala.concurrent.ExecutionContextExecutor;

/**
 * One socket: reads what its client orders, tells it what happens. Holds nothing that matters; when it ends, whoever connects
 * again goes on where it was.
 */
final class LiveSession extends AbstractActorWithTimers implements Streams.Host {

    /** What the parts of a node give each session. */
    record Parts(
            Switchboard switchboard,
            Clock clock,
            LiveSettings settings,
            Duration commandTimeout,
            LiveObserver observer,
            Catalogue catalogue,
            Tickets tickets,
            Sockets sockets) {}

    /** Where frames to the client go; it acknowledges each. */
    record Outlet(ActorRef network) {}

    /** Between the socket's streams and the session. */
    enum Wire {
        OPENED,
        /** From the session: the next frame may come. */
        READ,
        /** From the network: the next frame may go. */
        SENT,
        /** Nothing more will come. */
        ENDED,
        /** To the network: this was all. */
        COMPLETE
    }

    /** A frame from the client: its text, or what is wrong with it. */
    record Inbound(String text, Optional<Problem> flaw) {}

    /** Ends the socket. */
    record Bye(ServerFrame.Reason reason) {}

    private record Answered(String id, Reply reply) {}

    private record Denied(String id, Problem problem) {}

    private record Refreshed(String id, Optional<Admission> admission) {}

    private record Linger(String stream, String why) {}

    private enum Tick {
        HEARTBEAT,
        WATCH,
        FIRST,
        EXPIRED,
        GIVE_UP
    }

    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final int MAX_FLAWS = 10;
    private static final int MAX_ID = 64;

    private final String id = UUID.randomUUID().toString();
    private final Parts parts;
    private final Caller caller;
    private final TenantId tenant;
    private final boolean agent;
    private final Streams streams;
    private final Deeds deeds;
    private final Words words;
    private final Outbox outbox = new Outbox();
    private final Deque<ActorRef> held = new ArrayDeque<>();
    private final long opened = System.nanoTime();
    private Optional<ActorRef> network = Optional.empty();
    private Instant until;
    private long sentAt;
    private boolean sending;
    private long heardAt = System.nanoTime();
    private boolean begun;
    private int underWay;
    private CompletionStage<?> sent = CompletableFuture.completedFuture(null);
    private int flaws;
    private String ending = "";

    private LiveSession(Parts parts, Admission admission, TenantId tenant) {
        this.parts = parts;
        this.caller = admission.caller();
        this.tenant = tenant;
        this.agent = caller.agent().isPresent() && caller.is(Role.AGENT);
        this.until = admission.until();
        this.streams = new Streams(parts.settings(), parts.observer(), this, caller.agent(), Deeds.supervises(caller));
        this.deeds = new Deeds(caller, tenant, streams::carries);
        this.words = new Words(parts.catalogue(), new Entities(parts.switchboard(), parts.commandTimeout()), tenant);
    }

    static Props props(Parts parts, Admission admission, TenantId tenant) {
        return Props.create(LiveSession.class, () -> new LiveSession(parts, admission, tenant));
    }

    @Override
    public void preStart() {
        parts.sockets().begun(id, caller.key(), getSelf());
        parts.observer().opened();
        getTimers()
                .startTimerWithFixedDelay(
                        Tick.HEARTBEAT, Tick.HEARTBEAT, parts.settings().heartbeat());
        getTimers().startTimerWithFixedDelay(Tick.WATCH, Tick.WATCH, WATCH);
        getTimers().startSingleTimer(Tick.FIRST, Tick.FIRST, parts.settings().firstFrame());
        expireAt(until);
    }

    @Override
    public void postStop() {
        parts.sockets().leave(id);
        parts.observer().closed(ending.isEmpty() ? "closed" : ending, Duration.ofNanos(System.nanoTime() - opened));
        // Whoever reads or writes the socket now does so for nobody.
        network.ifPresent(n -> n.tell(Wire.COMPLETE, ActorRef.noSender()));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Outlet.class, this::connected)
                .match(Inbound.class, this::inbound)
                .match(Wire.class, this::wire)
                .match(StreamReader.News.class, news -> streams.hear(news, getSender()))
                .match(Answered.class, answered -> {
                    underWay--;
                    result(answered.id(), answered.reply());
                    readOn();
                })
                .match(Denied.class, denied -> {
                    underWay--;
                    refuse(denied.id(), denied.problem());
                    readOn();
                })
                .match(Refreshed.class, this::refreshed)
                .match(Linger.class, over -> streams.over(over.stream(), over.why()))
                .match(Tick.class, this::tick)
                .match(Bye.class, bye -> goodbye(bye.reason()))
                .match(Status.Failure.class, _ -> getContext().stop(getSelf()))
                .match(Terminated.class, _ -> getContext().stop(getSelf()))
                .build();
    }

    // The socket

    private void connected(Outlet outlet) {
        network = Optional.of(outlet.network());
        getContext().watch(outlet.network());
        var settings = parts.settings();
        var roles = caller.roles().stream().map(Role::word).sorted().toList();
        send(new ServerFrame.Hello(
                now(),
                new ServerFrame.Hello.Data(
                        id,
                        parts.tickets().node(),
                        tenant.value(),
                        caller.subject(),
                        roles,
                        agent ? caller.agent().map(a -> a.name()) : Optional.empty(),
                        (int) Math.max(1, settings.heartbeat().toSeconds()),
                        settings.maxFrame(),
                        settings.maxStreams(),
                        until)));
    }

    private void wire(Wire signal) {
        switch (signal) {
            case OPENED -> getSender().tell(Wire.READ, getSelf());
            case SENT -> {
                sending = false;
                push();
            }
            case ENDED -> getContext().stop(getSelf());
            case READ, COMPLETE -> {}
        }
    }

    private void push() {
        if (sending || network.isEmpty()) {
            return;
        }
        Optional<ServerFrame> next = outbox.next(
                event -> parts.observer().delivered(FrameCodec.name(event), Duration.between(event.at(), now())));
        if (next.isPresent()) {
            sending = true;
            sentAt = System.nanoTime();
            parts.observer().sent(next.get().type());
            network.get().tell(FrameCodec.write(next.get()), getSelf());
        } else if (!ending.isEmpty()) {
            getContext().stop(getSelf());
        }
        readOn();
    }

    private void tick(Tick tick) {
        switch (tick) {
            case HEARTBEAT -> {
                long silent = System.nanoTime() - heardAt;
                if (silent > parts.settings().heartbeat().toNanos() * 5 / 2) {
                    goodbye(ServerFrame.Reason.SILENT);
                } else {
                    send(new ServerFrame.Ping(now()));
                }
            }
            case WATCH -> {
                if (sending
                        && System.nanoTime() - sentAt > parts.settings().stall().toNanos()) {
                    goodbye(ServerFrame.Reason.SLOW_CONSUMER);
                }
            }
            case FIRST -> {
                if (!begun) {
                    goodbye(ServerFrame.Reason.PROTOCOL);
                }
            }
            case EXPIRED -> goodbye(ServerFrame.Reason.TOKEN_EXPIRED);
            case GIVE_UP -> {
                network.ifPresent(n -> n.tell(new Status.Failure(new IllegalStateException("Given up")), getSelf()));
                getContext().stop(getSelf());
            }
        }
    }

    /** Says why, then ends. What still waited comes again when the client resumes. */
    private void goodbye(ServerFrame.Reason reason) {
        if (!ending.isEmpty()) {
            return;
        }
        ending = Word.of(reason);
        outbox.clear();
        boolean reconnect = reason != ServerFrame.Reason.REPLACED && reason != ServerFrame.Reason.PROTOCOL;
        // Those of a whole node do not all come at the same moment.
        long wait = reason == ServerFrame.Reason.DRAINING ? Math.floorMod(id.hashCode(), 1_000) : 0;
        outbox.add(new ServerFrame.Goodbye(now(), new ServerFrame.Goodbye.Data(reason, reconnect, wait)));
        getTimers().startSingleTimer(Tick.GIVE_UP, Tick.GIVE_UP, LAST_WORDS);
        push();
    }

    private void expireAt(Instant when) {
        until = when;
        getTimers().startSingleTimer(Tick.EXPIRED, Tick.EXPIRED, Duration.between(now(), when));
    }

    // What the client says

    private void inbound(Inbound inbound) {
        held.add(getSender());
        heardAt = System.nanoTime();
        if (!ending.isEmpty()) {
            return;
        }
        if (inbound.flaw().isPresent()) {
            failed(inbound.flaw().get());
            goodbye(ServerFrame.Reason.PROTOCOL);
            return;
        }
        try {
            ClientFrame frame = FrameCodec.read(inbound.text());
            parts.observer().received(frame.type());
            if (frame instanceof ClientFrame.Order order) {
                order(order);
            } else {
                said(frame);
            }
        } catch (ProblemException e) {
            failed(e.problem());
        }
        readOn();
    }

    private void failed(Problem problem) {
        send(new ServerFrame.Failed(Optional.empty(), now(), ServerFrame.Trouble.of(problem)));
        if (++flaws >= MAX_FLAWS) {
            goodbye(ServerFrame.Reason.PROTOCOL);
        }
    }

    /** Reads the next frame once there is room for its answer. */
    private void readOn() {
        while (!held.isEmpty()
                && underWay < parts.settings().maxUnderWay()
                && outbox.frames() < Outbox.MAX_FRAMES / 2) {
            held.poll().tell(Wire.READ, getSelf());
        }
    }

    private void said(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Start start ->
                begin(
                        Map.of(),
                        start.data().flatMap(ClientFrame.Start.Data::desk).orElse(true));
            case ClientFrame.Resume resume -> {
                resume.data().session().ifPresent(former -> parts.sockets().replaced(former, caller.key()));
                begin(resume.data().streams(), resume.data().desk().orElse(true));
            }
            case ClientFrame.Ping ping -> send(new ServerFrame.Pong(now(), ping.id()));
            case ClientFrame.Pong _ -> {}
            case ClientFrame.Order _ -> {}
        }
    }

    private void begin(Map<String, Long> client, boolean desk) {
        if (begun) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected one start or resume, but got another")
                    .exception();
        }
        if (client.size() > parts.settings().maxStreams()) {
            throw Problem.of(
                            ProblemCode.LIMIT,
                            "Expected at most " + parts.settings().maxStreams() + " streams")
                    .exception();
        }
        begun = true;
        var rest = new java.util.HashMap<>(client);
        boolean here = agent && desk;
        if (Deeds.supervises(caller)) {
            client.forEach((text, after) -> {
                boolean maybeInHand = here && text.startsWith("interaction/");
                if (!text.equals(StreamName.DESK) && !maybeInHand) {
                    subscribe(text, after);
                    rest.remove(text);
                }
            });
        }
        if (here) {
            streams.desk(caller.agent().orElseThrow(), rest);
        }
    }

    private void subscribe(String text, long after) {
        Optional<StreamName> stream = StreamName.parse(tenant, text);
        if (stream.isPresent()) {
            streams.subscribe(stream.get(), after);
        } else {
            send(new ServerFrame.Failed(Optional.of(text), now(), ServerFrame.Trouble.of(Problem.notFound())));
        }
    }

    private void order(ClientFrame.Order order) {
        if (order.id().isEmpty() || order.id().length() > MAX_ID) {
            throw Problem.invalid("/id", "Expected an id of 1 to " + MAX_ID + " characters")
                    .exception();
        }
        try {
            if (!begun) {
                throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected start or resume as the first frame")
                        .exception();
            }
            switch (order) {
                case ClientFrame.Deed deed -> carryOut(order.id(), deeds.command(deed), words.of(deed));
                case ClientFrame.Subscribe f -> subscribe(f);
                case ClientFrame.Unsubscribe f -> {
                    f.data().streams().forEach(streams::unsubscribe);
                    done(f.id());
                }
                case ClientFrame.Refresh f -> {
                    underWay++;
                    Patterns.pipe(
                                    parts.tickets()
                                            .redeem(f.data().ticket())
                                            .thenApply(admission -> new Refreshed(f.id(), admission)),
                                    getContext().dispatcher())
                            .to(getSelf());
                }
            }
        } catch (ProblemException e) {
            refuse(order.id(), e.problem());
        }
    }

    /** In the order in which they came, however long it takes to learn whether one may be sent. */
    private void carryOut(String orderId, Command command, Supplier<CompletionStage<?>> allowed) {
        underWay++;
        ActorRef self = getSelf();
        ExecutionContextExecutor dispatcher = getContext().dispatcher();
        sent = sent.thenCompose(_ -> allowed.get()).handle((_, failure) -> {
            if (failure == null) {
                Patterns.pipe(
                                parts.switchboard()
                                        .ask(command, parts.commandTimeout())
                                        .thenApply(reply -> new Answered(orderId, reply)),
                                dispatcher)
                        .to(self);
            } else {
                self.tell(new Denied(orderId, Words.problem(failure)), self);
            }
            return null;
        });
    }

    private void subscribe(ClientFrame.Subscribe f) {
        if (!Deeds.supervises(caller)) {
            throw Deeds.forbidden();
        }
        long fresh = f.data().streams().keySet().stream()
                .filter(s -> !streams.has(s))
                .count();
        if (streams.size() + fresh > parts.settings().maxStreams()) {
            throw Problem.of(
                            ProblemCode.LIMIT,
                            "Expected at most " + parts.settings().maxStreams() + " streams")
                    .exception();
        }
        f.data().streams().forEach(this::subscribe);
        done(f.id());
    }

    private void refreshed(Refreshed refreshed) {
        underWay--;
        Optional<Admission> admission =
                refreshed.admission().filter(a -> a.caller().key().equals(caller.key()));
        if (admission.filter(a -> !sameAccess(a.caller())).isPresent()) {
            // All of the socket rests on who the caller was at its beginning.
            goodbye(ServerFrame.Reason.ACCESS_CHANGED);
        } else if (admission.isPresent()) {
            expireAt(admission.get().until());
            done(refreshed.id());
        } else {
            refuse(refreshed.id(), Problem.of(ProblemCode.UNAUTHENTICATED, "Expected a ticket of the same caller"));
        }
        readOn();
    }

    private boolean sameAccess(Caller now) {
        return now.roles().equals(caller.roles()) && now.agent().equals(caller.agent());
    }

    private void result(String orderId, Reply reply) {
        switch (reply) {
            case Reply.Done(_, var seq) ->
                send(new ServerFrame.Result(orderId, true, now(), OptionalLong.of(seq), Optional.empty()));
            case Reply.Refused refused -> refuse(orderId, Entities.problem(refused));
            case Reply.Found _ -> done(orderId);
        }
    }

    private void done(String orderId) {
        send(new ServerFrame.Result(orderId, true, now(), OptionalLong.empty(), Optional.empty()));
    }

    private void refuse(String orderId, Problem problem) {
        send(new ServerFrame.Result(
                orderId, false, now(), OptionalLong.empty(), Optional.of(ServerFrame.Trouble.of(problem))));
    }

    // What streams need

    @Override
    public ActorRef read(StreamName stream, long after) {
        return getContext()
                .actorOf(StreamReader.props(stream, after, parts.switchboard(), parts.settings(), getSelf()));
    }

    @Override
    public void stop(ActorRef reader) {
        getContext().stop(reader);
    }

    @Override
    public void send(ServerFrame frame) {
        if (!ending.isEmpty()) {
            return;
        }
        outbox.add(frame);
        if (outbox.overflows()) {
            goodbye(ServerFrame.Reason.SLOW_CONSUMER);
        } else {
            push();
        }
    }

    @Override
    public void send(StreamReader.Batch batch, ActorRef reader) {
        if (ending.isEmpty()) {
            outbox.add(batch, () -> Streams.next(reader));
            push();
        }
    }

    @Override
    public void lingers(String stream, String why) {
        getTimers()
                .startSingleTimer(
                        stream, new Linger(stream, why), parts.settings().linger());
    }

    @Override
    public void lingersNoMore(String stream) {
        getTimers().cancel(stream);
    }

    @Override
    public Instant now() {
        return parts.clock().instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }
}
