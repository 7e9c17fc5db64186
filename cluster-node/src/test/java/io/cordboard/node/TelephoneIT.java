package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that answers the telephone, called as a telephone calls: SIP and sound on the wire. */
class TelephoneIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TO = Pattern.compile("(?im)^(To:.*)$");
    private static final Pattern CONTACT = Pattern.compile("(?im)^Contact:\\s*<([^>]+)>");

    private static final Pattern MEDIA = Pattern.compile("(?im)^m=audio (\\d+) ");

    private final DatagramSocket signals;
    private final DatagramSocket sound;
    private int sipPort;
    private int calls;
    private Node node;

    TelephoneIT() throws IOException {
        signals = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        sound = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        signals.setSoTimeout(20_000);
        sound.setSoTimeout(20_000);
    }

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            sipPort = free.getLocalPort();
        }
        node = NodeInTest.start(
                data,
                Map.of(
                        "cordboard.node.demo", true,
                        "cordboard.telephony.sip.enabled", true,
                        "cordboard.telephony.sip.port", sipPort));
    }

    @AfterEach
    void stop() {
        node.close();
        signals.close();
        sound.close();
    }

    @Test
    void callerOfANumberHearsMusicAndWaitsInItsQueue() throws Exception {
        // When
        String answer = call("100");
        String to = first(TO, answer);
        String contact = first(CONTACT, answer);
        send(request("ACK", contact, to, 1, ""));

        // Then
        assertThat(heard()).as("different samples of two seconds").hasSizeGreaterThan(10);
        await().untilAsserted(() -> assertThat(waiting("support")).hasSize(1));

        // When
        send(request("BYE", contact, to, 2, ""));

        // Then
        receive("SIP/2.0 200");
        await().untilAsserted(() -> assertThat(waiting("support")).isEmpty());
    }

    @Test
    void callerIsToldWhatToPressAndGoesWhereTheKeyLeads() throws Exception {
        // When
        String answer = call("400");
        String to = first(TO, answer);
        String contact = first(CONTACT, answer);
        send(request("ACK", contact, to, 1, ""));

        // Then
        assertThat(heard()).as("different samples of two seconds of speech").hasSizeGreaterThan(50);
        assertThat(waiting("sales")).isEmpty();

        // When
        press(2, Integer.parseInt(first(MEDIA, answer)));

        // Then
        await().untilAsserted(() -> assertThat(waiting("sales")).hasSize(1));

        // When
        send(request("BYE", contact, to, 2, ""));

        // Then
        receive("SIP/2.0 200");
        await().untilAsserted(() -> assertThat(waiting("sales")).isEmpty());
    }

    /** A key for 160 ms, as a telephone event (RFC 4733) with the end told three times. */
    private void press(int key, int port) throws IOException {
        for (int packet = 0; packet < 10; packet++) {
            boolean end = packet > 6;
            var bytes = ByteBuffer.allocate(16)
                    .put((byte) 0x80)
                    .put((byte) (101 | (packet == 0 ? 0x80 : 0)))
                    .putShort((short) (100 + packet))
                    .putInt(8_000)
                    .putInt(4_711)
                    .put((byte) key)
                    .put((byte) (10 | (end ? 0x80 : 0)))
                    .putShort((short) (160 * (Math.min(packet, 7) + 1)));
            sound.send(new DatagramPacket(bytes.array(), 16, InetAddress.getLoopbackAddress(), port));
        }
    }

    /** The answer to a call of this number, once the node knows of the demo's lines: it may have started a moment before. */
    private String call(String number) {
        return await().until(
                        () -> {
                            calls++;
                            send(request(
                                    "INVITE",
                                    "sip:" + number + "@127.0.0.1:" + sipPort,
                                    "To: <sip:" + number + "@127.0.0.1>",
                                    1,
                                    """
                                    v=0
                                    o=kim 1 1 IN IP4 127.0.0.1
                                    s=-
                                    c=IN IP4 127.0.0.1
                                    t=0 0
                                    m=audio %d RTP/AVP 8 0 101
                                    a=rtpmap:101 telephone-event/8000
                                    """.formatted(sound.getLocalPort()).replace("\n", "\r\n")));
                            String answer = receive("SIP/2.0 ");
                            while (answer.startsWith("SIP/2.0 1")) {
                                answer = receive("SIP/2.0 ");
                            }
                            return answer;
                        },
                        answer -> answer.startsWith("SIP/2.0 200"));
    }

    private String request(String method, String uri, String to, int number, String body) {
        return method + ' ' + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + signals.getLocalPort() + ";branch=z9hG4bK" + method + number + '-'
                + calls + "\r\n"
                + "From: Kim <sip:+49301234567@127.0.0.1>;tag=k\r\n"
                + to + "\r\n"
                + callId() + "\r\n"
                + "CSeq: " + number + ' ' + method + "\r\n"
                + "Contact: <sip:kim@127.0.0.1:" + signals.getLocalPort() + ">\r\n"
                + "Max-Forwards: 70\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private String callId() {
        return "Call-ID: telephone-it-" + calls;
    }

    private void send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        signals.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), sipPort));
    }

    private String receive(String start) throws IOException {
        while (true) {
            var packet = new DatagramPacket(new byte[65_536], 65_536);
            signals.receive(packet);
            String message = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (message.startsWith(start) && message.contains(callId())) {
                return message;
            }
        }
    }

    /** The samples in a hundred packets. */
    private Set<Byte> heard() throws IOException {
        Set<Byte> samples = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            var packet = new DatagramPacket(new byte[2_048], 2_048);
            sound.receive(packet);
            for (int at = 12; at < packet.getLength(); at++) {
                samples.add(packet.getData()[at]);
            }
        }
        return samples;
    }

    private static String first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        assertThat(matcher.find()).as(message).isTrue();
        return matcher.group(1).strip();
    }

    private Iterable<JsonNode> waiting(String queue) throws IOException, InterruptedException {
        String token = JSON.readTree(call(HttpRequest.newBuilder(URI.create(node.apiUrl() + "/api/v1/auth/token"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                        {"tenant": "demo", "user": "sue", "password": "sue"}"""))))
                .path("accessToken")
                .asText();
        return JSON.readTree(
                        call(HttpRequest.newBuilder(URI.create(node.apiUrl() + "/api/v1/queues/" + queue + "/waiting"))
                                .header("Authorization", "Bearer " + token)))
                .path("items");
    }

    private static String call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
