package io.cordboard.telephony.media.rtpengine;

import static io.cordboard.telephony.media.rtpengine.NgFailure.Kind.BUSY;
import static io.cordboard.telephony.media.rtpengine.NgFailure.Kind.REFUSED;
import static io.cordboard.telephony.media.rtpengine.NgFailure.Kind.UNANSWERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NgClientTest {

    private static final Map<String, String> PING = Map.of("command", "ping");

    private final DatagramSocket there;
    private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1);
    private final NgClient client;

    NgClientTest() throws IOException {
        there = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        there.setSoTimeout(10_000);
        client = client(Duration.ofSeconds(10), 2);
    }

    private NgClient client(Duration within, int inFlight) throws IOException {
        return new NgClient(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), there.getLocalPort()),
                new RtpengineSettings.Patience(within, Duration.ofMillis(50), inFlight),
                clock,
                Runnable::run);
    }

    @AfterEach
    void end() {
        client.close();
        there.close();
        clock.shutdownNow();
    }

    @Test
    void requestIsRepeatedUnderItsCookieUntilItIsAnswered() throws IOException {
        var answer = client.ask(PING);

        DatagramPacket first = received();
        assertThat(text(first)).endsWith(" d7:command4:pinge");
        assertThat(text(received())).isEqualTo(text(first));
        reply(first, text(first).split(" ", 2)[0] + " d6:result4:ponge");

        assertThat(done(answer)).containsEntry("result", "pong");
    }

    @Test
    void answersFindTheirRequestsInAnyOrderAndWhatIsNoneIsPassedOver() throws IOException {
        var first = client.ask(PING);
        DatagramPacket one = received();
        var second = client.ask(Map.of("command", "query"));
        DatagramPacket two = received();
        while (text(two).equals(text(one))) {
            two = received();
        }

        reply(one, "nonsense");
        reply(one, cookie(one) + " llllllllllllll");
        reply(one, "other_1 d6:result4:ponge");
        reply(two, cookie(two) + " d6:result2:ok5:valuei7ee");
        reply(one, cookie(one) + " d6:result4:ponge");

        assertThat(done(second)).containsEntry("value", 7L);
        assertThat(done(first)).containsEntry("result", "pong");
    }

    @Test
    void whatIsRefusedIsToldFromWhatAnotherMayDo() throws IOException {
        var refused = client.ask(PING);
        DatagramPacket asked = received();
        reply(asked, cookie(asked) + " d6:result5:error12:error-reason7:unknowne");
        assertThat(failure(refused).kind()).isEqualTo(REFUSED);
        assertThat(failure(refused)).hasMessageContaining("unknown");

        var full = client.ask(PING);
        DatagramPacket again = received();
        while (text(again).equals(text(asked))) {
            again = received();
        }
        reply(again, cookie(again) + " d6:result10:load limite");
        assertThat(failure(full).kind()).isEqualTo(BUSY);
    }

    @Test
    void nobodyIsWaitedForWithoutEnd() throws IOException {
        try (var hasty = client(Duration.ofMillis(200), 1)) {
            assertThat(failure(hasty.ask(PING)).kind()).isEqualTo(UNANSWERED);
            // The one that is over leaves room.
            assertThat(failure(hasty.ask(PING)).kind()).isEqualTo(UNANSWERED);
        }
    }

    @Test
    void portWhereNobodyListensIsKnownAtOnce() {
        there.close();

        long begun = System.nanoTime();
        assertThat(failure(client.ask(PING)).kind()).isEqualTo(UNANSWERED);
        assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(9).toNanos());
    }

    @Test
    void moreRequestsThanMayBeOpenAreRefused() {
        var _ = client.ask(PING);
        var _ = client.ask(PING);

        assertThat(failure(client.ask(PING)).kind()).isEqualTo(BUSY);
    }

    private DatagramPacket received() throws IOException {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        there.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    private static String cookie(DatagramPacket packet) {
        return text(packet).split(" ", 2)[0];
    }

    private void reply(DatagramPacket to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        there.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
    }

    private static Map<String, Object> done(CompletableFuture<Map<String, Object>> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static NgFailure failure(CompletableFuture<?> answer) {
        Throwable thrown =
                catchThrowable(() -> answer.orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(thrown).hasCauseInstanceOf(NgFailure.class);
        return (NgFailure) thrown.getCause();
    }
}
