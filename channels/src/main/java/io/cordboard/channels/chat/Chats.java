package io.cordboard.channels.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.tenant.TenantId;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door to web chat: customers' requests of this node. The server that it is put behind must be told to keep the peer's
 * address with each request ({@code pekko.http.server.remote-address-attribute = on}), because limits go by it.
 */
public final class Chats {

    /** Where all of it lives. */
    public static final String PATH = "/chat/v1/";

    private static final Duration BODY_WITHIN = Duration.ofSeconds(10);
    private static final SourceAddress UNKNOWN = new SourceAddress("unknown");

    private final Logger log = LoggerFactory.getLogger(Chats.class);
    private final ChatDesk desk;
    private final ChatSites sites;
    private final SessionTokens tokens;
    private final SessionOpening opening;
    private final SessionRequests sessions;
    private final Allowances<SourceAddress> requests;
    private final Clock clock;
    private final Materializer materializer;

    private Chats(
            ActorSystem system,
            Switchboard switchboard,
            ChatSettings settings,
            ChatSites sites,
            TokenKeys keys,
            AgentNames names,
            ChatListener listener,
            Clock clock) {
        var legs = new Legs(switchboard, settings.answerWithin());
        var lines = new Lines(legs, settings.positionEvery());
        system.scheduler()
                .scheduleWithFixedDelay(Duration.ofMinutes(1), Duration.ofMinutes(1), lines::tidy, system.dispatcher());
        this.desk = new ChatDesk(
                legs,
                settings,
                names,
                lines,
                listener,
                new Allowances<>(settings.messages(), settings.remembered(), System::nanoTime),
                new Allowances<>(settings.frames(), settings.remembered(), System::nanoTime));
        this.sites = sites;
        this.tokens = new SessionTokens(keys, settings.tokenLife());
        this.requests = new Allowances<>(settings.requests(), settings.remembered(), System::nanoTime);
        this.opening = new SessionOpening(
                desk,
                tokens,
                new OpenChats(settings.openChatsPerSource(), settings.remembered()),
                new Allowances<>(settings.openings(), settings.remembered(), System::nanoTime),
                clock);
        this.sessions = new SessionRequests(system, desk);
        this.clock = clock;
        this.materializer = SystemMaterializer.get(system).materializer();
    }

    /** Once for each node. */
    public static Chats start(
            ActorSystem system,
            Switchboard switchboard,
            ChatSettings settings,
            ChatSites sites,
            TokenKeys keys,
            AgentNames names,
            ChatListener listener,
            Clock clock) {
        return new Chats(system, switchboard, settings, sites, keys, names, listener, clock);
    }

    /** Answers any request whose path begins with {@link #PATH}; never fails. */
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        CompletionStage<HttpResponse> response;
        try {
            response = dispatch(request);
        } catch (RuntimeException e) {
            response = CompletableFuture.failedStage(e);
        }
        return response.exceptionally(failure -> problem(request, failure));
    }

    private HttpResponse problem(HttpRequest request, Throwable failure) {
        // A body that nobody reads would hold up the connection.
        request.discardEntityBytes(materializer);
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        ChatProblem problem = switch (cause) {
            case ChatProblem known -> known;
            case EntityStreamSizeException _ ->
                ChatProblem.of(
                        ChatRefusal.BODY_TOO_LARGE,
                        "Expected a body of at most " + desk.settings().maxBodyBytes() + " bytes");
            default -> {
                log.error("A customer's request failed", cause);
                yield ChatProblem.of(ChatRefusal.INTERNAL, "Expected to answer, but failed");
            }
        };
        desk.listener().refused(problem.refusal().word());
        return Answers.problem(problem);
    }

    private CompletionStage<HttpResponse> dispatch(HttpRequest request) {
        SourceAddress source = source(request);
        boolean exempt = desk.settings().exemptSources().contains(source.value());
        Optional<Duration> wait = exempt ? Optional.empty() : requests.take(source);
        if (wait.isPresent()) {
            throw ChatProblem.of(ChatRefusal.RATE_LIMITED, "Expected fewer requests from one source", wait.get());
        }
        String path = request.getUri().getPathString();
        String[] parts = path.startsWith(PATH) ? path.substring(PATH.length()).split("/", -1) : new String[0];
        if (parts.length != 2 || !(parts[0].equals("sessions") || parts[1].equals("sessions"))) {
            throw ChatProblem.notFound();
        }
        if (method(request).equals("OPTIONS")) {
            request.discardEntityBytes(materializer);
            return CompletableFuture.completedStage(Origins.preflight(request));
        }
        return parts[1].equals("sessions") ? open(request, parts[0], source, exempt) : session(request, parts[1]);
    }

    private CompletionStage<HttpResponse> open(HttpRequest request, String name, SourceAddress source, boolean exempt) {
        require(request, "POST");
        TenantId tenant = tenant(name);
        return site(tenant).thenCompose(found -> {
            ChatSite site = found.orElseThrow(ChatProblem::notFound);
            Optional<String> origin = Origins.require(request, site);
            return cors(
                    request,
                    origin,
                    body(request)
                            .thenCompose(body -> opening.open(
                                    tenant, site, body, Origins.header(request, "Idempotency-Key"), source, exempt))
                            .thenApply(opened -> {
                                sessions.arrived(new InteractionId(tenant, opened.interaction()));
                                return Answers.json(201, opened);
                            }));
        });
    }

    private CompletionStage<HttpResponse> session(HttpRequest request, String what) {
        InteractionId chat =
                tokens.verify(token(request, what), clock.instant()).orElseThrow(ChatProblem::unauthenticated);
        return site(chat.tenant()).thenCompose(found -> {
            ChatSite site = found.orElseThrow(ChatProblem::unauthenticated);
            Optional<String> origin = Origins.require(request, site);
            return cors(request, origin, session(request, what, chat));
        });
    }

    private CompletionStage<HttpResponse> session(HttpRequest request, String what, InteractionId chat) {
        return switch (what) {
            case "ws" -> {
                require(request, "GET");
                long after = number(request, "after", Long.MAX_VALUE);
                yield CompletableFuture.completedStage(sessions.socket(
                        chat,
                        after,
                        request.getAttribute(AttributeKeys.webSocketUpgrade)
                                .orElseThrow(() -> ChatProblem.of(
                                        ChatRefusal.MALFORMED_REQUEST, "Expected a WebSocket handshake"))));
            }
            case "messages" ->
                method(request).equals("GET")
                        ? sessions.poll(
                                chat,
                                number(request, "after", Long.MAX_VALUE),
                                Duration.ofSeconds(number(request, "wait", 3_600)))
                        : post(request).thenCompose(body -> sessions.message(chat, body));
            case "typing" -> post(request).thenCompose(body -> sessions.typing(chat, body));
            case "delivered" -> post(request).thenCompose(body -> sessions.delivered(chat, body));
            case "token" -> {
                require(request, "POST");
                request.discardEntityBytes(materializer);
                yield opening.renew(chat).thenApply(renewed -> Answers.json(200, renewed));
            }
            case "leave" -> {
                require(request, "POST");
                request.discardEntityBytes(materializer);
                yield sessions.leave(chat);
            }
            default -> throw ChatProblem.notFound();
        };
    }

    /** Refusals must be readable for the page too. */
    private CompletionStage<HttpResponse> cors(
            HttpRequest request, Optional<String> origin, CompletionStage<HttpResponse> response) {
        return response.exceptionally(failure -> problem(request, failure))
                .thenApply(answer -> Origins.allow(answer, origin));
    }

    private CompletionStage<Optional<ChatSite>> site(TenantId tenant) {
        return sites.of(tenant).exceptionally(failure -> {
            log.warn("It could not be told whether {} has chat", tenant, failure);
            throw ChatProblem.of(ChatRefusal.UNAVAILABLE, "Expected to know the tenant, but could not tell now");
        });
    }

    /** In the query for WebSockets, because browsers let a page set no header there; nowhere else, because queries get logged. */
    private static String token(HttpRequest request, String what) {
        if (what.equals("ws")) {
            return query(request, "token").orElse("");
        }
        return Origins.header(request, "Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .orElse("");
    }

    private static TenantId tenant(String name) {
        try {
            return new TenantId(name);
        } catch (IllegalArgumentException _) {
            throw ChatProblem.notFound();
        }
    }

    private static Optional<String> query(HttpRequest request, String name) {
        try {
            return request.getUri().query().get(name);
        } catch (RuntimeException _) {
            throw ChatProblem.of(ChatRefusal.MALFORMED_REQUEST, "Expected a query that can be read");
        }
    }

    private static long number(HttpRequest request, String name, long most) {
        Optional<String> value = query(request, name);
        if (value.isEmpty()) {
            return 0;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw ChatProblem.invalid(name, "Expected " + name + " as a number from 0");
    }

    private static String method(HttpRequest request) {
        return request.method().value();
    }

    private static void require(HttpRequest request, String method) {
        if (!method(request).equals(method)) {
            throw ChatProblem.of(ChatRefusal.METHOD_NOT_ALLOWED, "Expected " + method);
        }
    }

    private CompletionStage<JsonNode> post(HttpRequest request) {
        require(request, "POST");
        return body(request);
    }

    private CompletionStage<JsonNode> body(HttpRequest request) {
        if (!request.entity().getContentType().mediaType().toString().equals("application/json")) {
            throw ChatProblem.of(ChatRefusal.UNSUPPORTED_MEDIA_TYPE, "Expected application/json");
        }
        if (Origins.header(request, "Content-Encoding")
                .filter(how -> !how.equalsIgnoreCase("identity"))
                .isPresent()) {
            throw ChatProblem.of(ChatRefusal.UNSUPPORTED_MEDIA_TYPE, "Expected a body that is not compressed");
        }
        return request.entity()
                .withSizeLimit(desk.settings().maxBodyBytes())
                .toStrict(BODY_WITHIN.toMillis(), materializer)
                .thenApply(strict -> {
                    try {
                        JsonNode json =
                                FrameCodec.JSON.readTree(strict.getData().utf8String());
                        return json == null ? FrameCodec.JSON.missingNode() : json;
                    } catch (JsonProcessingException _) {
                        throw ChatProblem.of(ChatRefusal.MALFORMED_JSON, "Expected one JSON value");
                    }
                });
    }

    private SourceAddress source(HttpRequest request) {
        Optional<InetAddress> peer =
                request.getAttribute(AttributeKeys.remoteAddress).flatMap(address -> address.getAddress());
        List<String> forwarded = new ArrayList<>();
        for (HttpHeader header : request.getHeaders()) {
            if (header.is("x-forwarded-for")) {
                forwarded.add(header.value());
            }
        }
        return peer.map(address ->
                        SourceAddress.of(address, forwarded, desk.settings().trustedProxies()))
                .orElse(UNKNOWN);
    }
}
