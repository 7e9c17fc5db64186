package io.cordboard.channels.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.cordboard.routing.OneNode;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** A real HTTP server on loopback with web chat behind it; several of them beside one another share nothing but the journal. */
final class ChatServer implements AutoCloseable {

    static final Secret SECRET = Secret.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Map<TenantId, ChatSite> sites = new ConcurrentHashMap<>();
    private final Chats chats;
    private final ServerBinding binding;
    private final ChatSettings settings;

    ChatServer(OneNode node) {
        this(node, "");
    }

    /** @param overrides of {@code cordboard.channels.chat} */
    ChatServer(OneNode node, String overrides) {
        settings = ChatSettings.of(ConfigFactory.parseString("cordboard.channels.chat {\n" + overrides + "\n}")
                .withFallback(ConfigFactory.parseString("""
                    cordboard.channels.chat {
                      heartbeat = 1s, silence = 6s, position-every = 200ms
                      poll-wait = 2s, poll-presence = 3s, arrival-presence = 2s
                      exempt-sources = ["127.0.0.1"]
                      rates.messages-per-session { burst = 1000, per-minute = 60000 }
                      rates.frames-per-session { burst = 10000, per-minute = 600000 }
                    }
                    """))
                .withFallback(node.system().settings().config()));
        chats = Chats.start(
                node.system(),
                node.switchboard(),
                settings,
                tenant -> CompletableFuture.completedStage(Optional.ofNullable(sites.get(tenant))),
                TokenKeys.of("k1", SECRET),
                new DisplayNames(node.switchboard()),
                ChatListener.NONE,
                Clock.systemUTC());
        try {
            binding = Http.get(node.system())
                    .newServerAt("127.0.0.1", 0)
                    .withSettings(ServerSettings.create("pekko.http.server.remote-address-attribute = on"))
                    .bind(chats::handle)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("Expected a server", e);
        }
    }

    ChatServer with(TenantId tenant, ChatSite site) {
        sites.put(tenant, site);
        return this;
    }

    /** What the door says to a request that came in some other way. */
    org.apache.pekko.http.javadsl.model.HttpResponse handle(org.apache.pekko.http.javadsl.model.HttpRequest request) {
        return chats.handle(request).toCompletableFuture().join();
    }

    ChatSettings settings() {
        return settings;
    }

    int port() {
        return binding.localAddress().getPort();
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** What came back; the body is a problem if it is not a success, and then holds as one. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        String code() {
            return body.path("code").asText();
        }
    }

    Answer post(String path, JsonNode body, String... headers) {
        return send(
                HttpRequest.newBuilder(http(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
                headers);
    }

    Answer get(String path, String... headers) {
        return send(HttpRequest.newBuilder(http(path)).GET(), headers);
    }

    Answer send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> raw =
                    CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body =
                    raw.body().isEmpty() ? FrameCodec.JSON.createObjectNode() : FrameCodec.JSON.readTree(raw.body());
            if (raw.statusCode() >= 400) {
                Schemas.holdsOverHttp("ChatProblem", body);
            }
            return new Answer(raw.statusCode(), body, raw);
        } catch (IOException e) {
            throw new AssertionError("Expected an answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Expected an answer", e);
        }
    }

    Answer open(TenantId tenant, JsonNode opening, String... headers) {
        Answer answer = post("/chat/v1/" + tenant + "/sessions", opening, headers);
        if (answer.status() == 201) {
            Schemas.holdsOverHttp("ChatOpened", answer.body());
        }
        return answer;
    }

    static ObjectNode object() {
        return FrameCodec.JSON.createObjectNode();
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    @Override
    public void close() {
        try {
            binding.terminate(Duration.ofSeconds(2)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("Expected the server to end", e);
        }
    }
}
