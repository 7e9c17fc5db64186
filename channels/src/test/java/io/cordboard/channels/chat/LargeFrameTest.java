package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.tenant.TenantId;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A frame that is too large and comes in pieces is the customer's fault, too, and not told as one of the server's. */
class LargeFrameTest {

    @Test
    void frameThatIsTooLargeInPiecesEndsTheConnection() {
        try (var node = new OneNode();
                var server = new ChatServer(node)) {
            TenantId tenant = new Centre(node).tenant();
            server.with(tenant, new ChatSite(Set.of("support"), Set.of(), Optional.empty(), Optional.empty()));
            String token = server.open(tenant, ChatServer.object().put("queue", "support"))
                    .body()
                    .path("token")
                    .asText();
            var heard = new Heard();
            WebSocket socket = ChatServer.CLIENT
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server.port() + "/chat/v1/sessions/ws?token=" + token),
                            heard)
                    .join();

            CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 40; i++) {
                sent = sent.thenCompose(_ -> socket.sendText("x".repeat(1_000), false));
            }
            sent.orTimeout(10, TimeUnit.SECONDS).join();

            assertThat(heard.code.orTimeout(20, TimeUnit.SECONDS).join()).isNotEqualTo(1011);
            assertThat(heard.frames).hasValueGreaterThan(0);
        }
    }

    private static final class Heard implements WebSocket.Listener {
        private final AtomicInteger frames = new AtomicInteger();
        private final CompletableFuture<Integer> code = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            frames.incrementAndGet();
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            code.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            code.completeExceptionally(error);
        }
    }
}
