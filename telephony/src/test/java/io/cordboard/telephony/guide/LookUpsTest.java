package io.cordboard.telephony.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cordboard.routing.flow.FlowInput;
import io.cordboard.routing.flow.FlowInput.LookUpFailed;
import io.cordboard.routing.flow.FlowInput.LookUpFailed.Failure;
import io.cordboard.routing.flow.FlowStep;
import io.cordboard.routing.flow.LookUpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookUpsTest {

    private final AtomicInteger asked = new AtomicInteger();
    private volatile String received = "";
    private volatile boolean mute;
    private HttpServer server;
    private LookUps lookUps;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        lookUps = new LookUps(Set.of("127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        lookUps.close();
        server.stop(0);
    }

    private void answers(int status, String type, String body) {
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            received = exchange.getRequestMethod()
                    + ' '
                    + exchange.getRequestHeaders().getFirst("X-Key")
                    + ' '
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (mute) {
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private FlowInput ask(String host, int port, Optional<String> body, int retries) throws Exception {
        var headers = new TreeMap<String, String>();
        headers.put("X-Key", "k1");
        var request = new LookUpRequest(
                body.isPresent() ? FlowStep.LookUp.Method.POST : FlowStep.LookUp.Method.GET,
                URI.create("http://" + host + ':' + port + "/customers/42"),
                headers,
                body,
                Duration.ofSeconds(1),
                retries);
        return lookUps.ask(request).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private FlowInput ask(Optional<String> body, int retries) throws Exception {
        return ask("127.0.0.1", server.getAddress().getPort(), body, retries);
    }

    @Test
    void serverIsAskedWithHeadersAndBodyAndItsJsonIsTheAnswer() throws Exception {
        answers(200, "application/json", "{\"name\":\"Ada\"}");

        assertThat(ask(Optional.of("{\"id\":42}"), 0)).isInstanceOfSatisfying(FlowInput.LookedUp.class, answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("name").asText()).isEqualTo("Ada");
        });
        assertThat(received).isEqualTo("POST k1 {\"id\":42}");
    }

    @Test
    void statusCountsWhateverTheBody() throws Exception {
        answers(404, "text/html", "<p>no");

        assertThat(ask(Optional.empty(), 2)).isInstanceOfSatisfying(FlowInput.LookedUp.class, answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().isMissingNode()).isTrue();
        });
        assertThat(asked).hasValue(1);
    }

    @Test
    void jsonThatIsNoneIsUnreadable() throws Exception {
        answers(200, "application/json", "{\"name\":");

        assertThat(ask(Optional.empty(), 2)).isEqualTo(new LookUpFailed(Failure.UNREADABLE));
        assertThat(asked).hasValue(1);
    }

    @Test
    void endlessAnswerIsUnreadable() throws Exception {
        answers(200, "application/json", "x".repeat(300 * 1024));

        assertThat(ask(Optional.empty(), 0)).isEqualTo(new LookUpFailed(Failure.UNREADABLE));
    }

    @Test
    void serverThatDoesNotAnswerIsAskedAgainAsOftenAsSaid() throws Exception {
        mute = true;
        answers(200, "application/json", "{}");

        assertThat(ask(Optional.empty(), 1)).isEqualTo(new LookUpFailed(Failure.TIMEOUT));
        assertThat(asked).hasValue(2);
    }

    @Test
    void serverThatStopsWithinItsAnswerIsNotWaitedForLonger() throws Exception {
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });

        assertThat(ask(Optional.empty(), 0)).isEqualTo(new LookUpFailed(Failure.TIMEOUT));
    }

    @Test
    void serverThatIsNotThereIsUnreachable() throws Exception {
        server.stop(0);

        assertThat(ask(Optional.empty(), 1)).isEqualTo(new LookUpFailed(Failure.UNREACHABLE));
    }

    @Test
    void hostThatIsNotAllowedIsNotAsked() throws Exception {
        answers(200, "application/json", "{}");
        int port = server.getAddress().getPort();

        assertThat(ask("localhost", port, Optional.empty(), 0)).isEqualTo(new LookUpFailed(Failure.NOT_ALLOWED));
        assertThat(ask("127.0.0.1", port == 1 ? 2 : 1, Optional.empty(), 0))
                .isEqualTo(new LookUpFailed(Failure.NOT_ALLOWED));
        assertThat(asked).hasValue(0);
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        answers(302, "application/json", "{}");

        assertThat(ask(Optional.empty(), 0))
                .isInstanceOfSatisfying(
                        FlowInput.LookedUp.class,
                        answer -> assertThat(answer.status()).isEqualTo(302));
    }
}
