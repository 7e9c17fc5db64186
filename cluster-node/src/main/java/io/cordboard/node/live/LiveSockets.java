package io.cordboard.node.live;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.channels.FrameInPieces;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Authenticator;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Catalogue;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.ProblemException;
import io.cordboard.node.api.Responses;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.Status;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.stream.CompletionStrategy;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of a node: the operations by which one is opened, and what happens to all of them when the node stops. */
public final class LiveSockets {

    /** The protocol that both sides speak; a client asks for it by name. */
    public static final String PROTOCOL = "cordboard.v1+json";

    static final String PATH = "/api/v1/ws";
    static final String TICKETS = "/api/v1/ws-tickets";

    private static final Logger LOG = LoggerFactory.getLogger(LiveSockets.class);
    private static final String INCOMPLETE = "Expected a frame that is complete in time";

    private final ActorSystem system;
    private final Clock clock;
    private final LiveSettings settings;
    private final Authenticator authenticator;
    private final Tickets tickets;
    private final Sockets sockets;
    private final LiveSession.Parts parts;

    private LiveSockets(
            Switchboard switchboard,
            Clock clock,
            LiveSettings settings,
            Duration commandTimeout,
            Authenticator authenticator,
            Catalogue catalogue,
            LiveObserver observer) {
        this.system = switchboard.system();
        this.clock = clock;
        this.settings = settings;
        this.authenticator = authenticator;
        this.tickets = new Tickets(system, clock, settings);
        this.sockets = new Sockets(settings);
        this.parts = new LiveSession.Parts(
                switchboard, clock, settings, commandTimeout, observer, catalogue, tickets, sockets);
    }

    /** Once per node: begins to keep tickets, and sees to it that clients go elsewhere before the node stops serving. */
    public static LiveSockets start(
            Switchboard switchboard,
            Clock clock,
            LiveSettings settings,
            Duration commandTimeout,
            Authenticator authenticator,
            Catalogue catalogue,
            LiveObserver observer) {
        var live = new LiveSockets(switchboard, clock, settings, commandTimeout, authenticator, catalogue, observer);
        CoordinatedShutdown.get(live.system)
                .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "goodbye to sockets", live.sockets::drain);
        return live;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(TICKETS, Access.tenant(AGENT, SUPERVISOR, ADMIN), this::ticket),
                Endpoint.routed(
                        HttpMethods.GET,
                        PATH,
                        Access.own("a ticket, or a token in the header"),
                        Directives.handle(this::open)));
    }

    /** Sockets that are open now. */
    public int count() {
        return sockets.open();
    }

    private CompletionStage<Answer> ticket(Call call) {
        return tickets.issue(admission(call.caller()))
                .thenApply(ticket -> Answer.created(
                        PATH,
                        ticket.orElseThrow(
                                () -> Problem.of(ProblemCode.OVERLOADED, "Expected fewer tickets that nobody uses")
                                        .exception())));
    }

    private Admission admission(Caller caller) {
        Instant longest = clock.instant().plus(settings.maxSession());
        return new Admission(caller, caller.expires().filter(longest::isAfter).orElse(longest));
    }

    private CompletionStage<HttpResponse> open(HttpRequest request) {
        try {
            return handshake(request).exceptionally(LiveSockets::refused);
        } catch (ProblemException e) {
            return CompletableFuture.completedFuture(Responses.of(e.problem()));
        }
    }

    private static HttpResponse refused(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException e) {
            return Responses.of(e.problem());
        }
        LOG.error("A socket could not be opened", cause);
        return Responses.of(Problem.of(ProblemCode.INTERNAL, "Expected to open a socket, but failed"));
    }

    private CompletionStage<HttpResponse> handshake(HttpRequest request) {
        Optional<WebSocketUpgrade> upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade);
        if (upgrade.isEmpty() || !offered(upgrade.get()).contains(PROTOCOL)) {
            throw Problem.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "Expected a WebSocket handshake with the sub-protocol " + PROTOCOL)
                    .exception();
        }
        return admit(request).thenApply(admission -> {
            TenantId tenant = admission
                    .caller()
                    .tenant()
                    .filter(_ -> admission.caller().isAny(AGENT, SUPERVISOR, ADMIN))
                    .orElseThrow(Deeds::forbidden);
            if (!sockets.enter()) {
                throw Problem.of(ProblemCode.OVERLOADED, "Expected room for one more socket on this node")
                        .exception();
            }
            ActorRef session = system.actorOf(LiveSession.props(parts, admission, tenant));
            return upgrade.get().handleMessagesWith(socket(session), PROTOCOL);
        });
    }

    private static List<String> offered(WebSocketUpgrade upgrade) {
        var offered = new java.util.ArrayList<String>();
        upgrade.getRequestedProtocols().forEach(offered::add);
        return offered;
    }

    private CompletionStage<Admission> admit(HttpRequest request) {
        Optional<String> ticket = request.getUri().query().get("ticket");
        if (ticket.isEmpty()) {
            return authenticator.authenticate(request).thenApply(this::admission);
        }
        return tickets.redeem(ticket.get())
                .thenApply(admission -> admission.orElseThrow(
                        () -> Problem.of(ProblemCode.UNAUTHENTICATED, "Expected a ticket that has not been used")
                                .exception()));
    }

    private Flow<Message, Message, NotUsed> socket(ActorRef session) {
        Sink<Message, NotUsed> in = Flow.<Message>create()
                .mapAsync(1, this::read)
                .to(Sink.actorRefWithBackpressure(
                        session,
                        LiveSession.Wire.OPENED,
                        LiveSession.Wire.READ,
                        LiveSession.Wire.ENDED,
                        Status.Failure::new));
        Source<Message, NotUsed> out = Source.<String>actorRefWithBackpressure(
                        LiveSession.Wire.SENT,
                        message -> message == LiveSession.Wire.COMPLETE
                                ? Optional.of(CompletionStrategy.draining())
                                : Optional.empty(),
                        message -> message instanceof Status.Failure failure
                                ? Optional.of(failure.cause())
                                : Optional.empty())
                .mapMaterializedValue(network -> {
                    session.tell(new LiveSession.Outlet(network), ActorRef.noSender());
                    return NotUsed.getInstance();
                })
                .map(TextMessage::create);
        return Flow.fromSinkAndSourceCoupled(in, out);
    }

    /** A frame as a whole, never more of it than is allowed. */
    private CompletionStage<LiveSession.Inbound> read(Message message) {
        if (!message.isText()) {
            message.asBinaryMessage().getStreamedData().runWith(Sink.cancelled(), system);
            return CompletableFuture.completedFuture(flawed("Expected frames of text, but got a binary one"));
        }
        TextMessage text = message.asTextMessage();
        if (text.isStrict()) {
            return CompletableFuture.completedFuture(sized(text.getStrictText()));
        }
        return FrameInPieces.read(
                        text.getStreamedText(),
                        settings.maxFrame(),
                        SystemMaterializer.get(system).materializer())
                .handle((frame, failure) -> failure == null ? inbound(frame) : flawed(INCOMPLETE));
    }

    private LiveSession.Inbound inbound(FrameInPieces frame) {
        return frame.text()
                .map(whole -> new LiveSession.Inbound(whole, Optional.empty()))
                .orElseGet(() -> frame.tooLarge() ? tooLarge() : flawed(INCOMPLETE));
    }

    private LiveSession.Inbound sized(String text) {
        boolean fits = text.length() <= settings.maxFrame() / 3
                || text.getBytes(StandardCharsets.UTF_8).length <= settings.maxFrame();
        return fits ? new LiveSession.Inbound(text, Optional.empty()) : tooLarge();
    }

    private LiveSession.Inbound tooLarge() {
        return flawed("Expected a frame of at most " + settings.maxFrame() + " bytes");
    }

    private static LiveSession.Inbound flawed(String detail) {
        return new LiveSession.Inbound("", Optional.of(Problem.of(ProblemCode.MALFORMED_REQUEST, detail)));
    }
}
