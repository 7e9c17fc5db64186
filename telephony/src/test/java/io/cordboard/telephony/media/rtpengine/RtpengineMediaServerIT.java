package io.cordboard.telephony.media.rtpengine;

import static io.cordboard.telephony.media.Call.done;
import static io.cordboard.telephony.media.Call.refused;
import static io.cordboard.telephony.media.MediaRefused.Reason.INCOMPATIBLE;
import static io.cordboard.telephony.media.MediaRefused.Reason.LIMIT;
import static io.cordboard.telephony.media.MediaRefused.Reason.UNAVAILABLE;
import static io.cordboard.telephony.media.MediaRefused.Reason.UNSUPPORTED;
import static io.cordboard.telephony.media.Phone.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.Call;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.MediaServerContract;
import io.cordboard.telephony.media.OfferKind;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Phone;
import io.cordboard.telephony.media.RoomEvent.Silent;
import io.cordboard.telephony.media.embedded.EmbeddedMediaServer;
import io.cordboard.telephony.media.embedded.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telephones that hear each other through a real rtpengine do so as they do without one. */
class RtpengineMediaServerIT implements MediaServerContract {

    private static final String TONES = "timeout = 1s, ports { first = 23000, last = 23999 }";

    @TempDir
    static Path logs;

    private static RtpengineProcess rtpengine;

    private final Watched watched = new Watched();
    private final RtpengineMediaServer server =
            RtpengineMediaServer.start(EmbeddedMediaServer.start(Settings.with(TONES)), all(rtpengine.port()), watched);

    @BeforeAll
    static void startRtpengine() throws IOException {
        rtpengine = RtpengineProcess.start(logs.resolve("rtpengine.log"));
        try (var pool = new Pool(all(rtpengine.port()), new Watched())) {
            until(() -> pool.first(node -> node.ask("ping", Map.of("command", "ping")))
                    .handle((_, failure) -> failure == null)
                    .toCompletableFuture()
                    .join());
        }
    }

    @AfterAll
    static void endRtpengine() {
        try (var ending = rtpengine;
                var pool = new Pool(all(rtpengine.port()), new Watched())) {
            // What no test has told it to end is still there.
            until(() -> calls(pool).isEmpty());
            assertThat(ending.port()).isPositive();
        }
    }

    @Override
    public MediaServer server() {
        return server;
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(server.counts().rooms()).isZero();
        assertThat(server.counts().parties()).isZero();
        until(() -> server.counts().recordings() == 0);
        assertThat(watched.parties.values()).allMatch(parties -> parties == 0);
    }

    private static List<?> calls(Pool pool) {
        return (List<?>) done(pool.first(node -> node.ask("list", Map.of("command", "list", "limit", 10))))
                .get("calls");
    }

    private static RtpengineSettings all(int... ports) {
        return with("anchor = all", ports);
    }

    private static RtpengineSettings with(String others, int... ports) {
        var nodes = new StringBuilder();
        for (int port : ports) {
            nodes.append("{ host = 127.0.0.1, port = ").append(port).append(" },");
        }
        return Watched.settings(others + ", ping-every = 200ms, nodes = [" + nodes + "]");
    }

    private static MediaServer engine() {
        return EmbeddedMediaServer.start(Settings.with("timeout = 1s, ports { first = 24000, last = 24099 }"));
    }

    @Test
    void onlyBrowsersPassThroughIt() {
        try (var some = RtpengineMediaServer.start(engine(), with("anchor = webrtc", rtpengine.port()), watched);
                var call = new Call(some)) {
            Phone caller = call.phone("caller", CALLER);
            var agent = new Party("agent");

            String offer = done(call.room.offer(agent, OfferKind.WEBRTC));

            assertThat(offer)
                    .containsPattern("m=audio \\d+ UDP/TLS/RTP/SAVPF 96 8 ")
                    .contains("a=rtpmap:96 opus/48000/2", "a=fingerprint:sha-256", "a=ice-ufrag:", "a=candidate:");
            assertThat(watched.parties).containsExactlyEntriesOf(Map.of("127.0.0.1:" + rtpengine.port(), 1));
            assertThat(refused(call.room.offer(caller.party, OfferKind.WEBRTC))).isEqualTo(UNSUPPORTED);
            assertThat(refused(call.room.answered(agent, offer.replaceAll("m=audio \\d+", "m=audio 0"))))
                    .isEqualTo(INCOMPATIBLE);
        }
    }

    @Test
    void partyThatIsRefusedLeavesNoCall() {
        try (var call = new Call(server)) {
            Phone caller = call.stranger("caller");
            done(call.room.close());
            var some = RtpengineMediaServer.start(
                    EmbeddedMediaServer.start(
                            Settings.with("max-parties-per-room = 1, ports { first = 24000, last = 24099 }")),
                    all(rtpengine.port()),
                    watched);
            try (some;
                    var small = new Call(some)) {
                done(small.room.answer(new Party("first"), caller.sdp("sendrecv")));

                assertThat(refused(small.room.answer(caller.party, caller.sdp("sendrecv"))))
                        .isEqualTo(LIMIT);
                assertThat(watched.parties.values()).containsExactly(1);
            }
        }
    }

    @Test
    void partiesGoToTheOneThatAnswersAndBackWhenTheOtherDoes() throws IOException {
        int dead = RtpengineProcess.freePort();
        String deadName = "127.0.0.1:" + dead;
        try (var some = RtpengineMediaServer.start(engine(), all(dead, rtpengine.port()), watched);
                var call = new Call(some)) {
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(agent, caller);
            agent.awaitTone(CALLER);
            assertThat(watched.parties).containsExactlyEntriesOf(Map.of("127.0.0.1:" + rtpengine.port(), 2));
            assertThat(watched.healthy).containsEntry(deadName, false);
        }
    }

    @Test
    void partiesOfOneThatDiesAreSilentAndNewOnesRefusedUntilItIsBack() throws IOException {
        RtpengineProcess mortal = RtpengineProcess.start(logs.resolve("mortal.log"));
        String name = "127.0.0.1:" + mortal.port();
        try (var some = RtpengineMediaServer.start(engine(), all(mortal.port()), watched);
                var call = new Call(some)) {
            until(() -> watched.count(name, "ping", "ok") > 1);
            Phone caller = call.phone("caller", CALLER);
            Phone agent = call.phone("agent", AGENT);
            call.hears(agent, caller);
            agent.awaitTone(CALLER);

            mortal.close();

            until(() -> call.told(Silent.class).size() >= 2);
            until(() -> !watched.healthy.get(name));
            Phone late = call.stranger("late");
            assertThat(refused(call.room.answer(late.party, late.sdp("sendrecv"))))
                    .isEqualTo(UNAVAILABLE);
            assertThat(some.counts().parties()).isEqualTo(2);
            // Nobody is held up by what cannot be said to it.
            done(call.room.remove(agent.party));
            done(call.room.close());
            assertThat(some.counts().rooms()).isZero();
        } finally {
            mortal.close();
        }
    }
}
