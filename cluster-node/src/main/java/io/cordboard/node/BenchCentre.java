package io.cordboard.node;

import com.sun.management.UnixOperatingSystemMXBean;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cordboard.ops.bench.VoiceFloor;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.line.Transport;
import io.cordboard.telephony.call.CallObserver;
import io.cordboard.telephony.call.CallSettings;
import io.cordboard.telephony.call.Calls;
import io.cordboard.telephony.guide.Guides;
import io.cordboard.telephony.guide.LookUps;
import io.cordboard.telephony.line.Binding;
import io.cordboard.telephony.line.Flow;
import io.cordboard.telephony.line.Locations;
import io.cordboard.telephony.line.SharedLocations;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Sound;
import io.cordboard.telephony.media.embedded.EmbeddedMediaServer;
import io.cordboard.telephony.media.embedded.MediaSettings;
import io.cordboard.telephony.recording.RecordingObserver;
import io.cordboard.telephony.recording.RecordingSettings;
import io.cordboard.telephony.recording.Recordings;
import io.cordboard.telephony.sip.SipObserver;
import io.cordboard.telephony.sip.SipSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A node that answers calls for one queue, whose agents' phones are all at one port of this machine. */
final class BenchCentre implements AutoCloseable {

    private final VoiceFloor floor;
    private final MediaServer media;
    private final SharedLocations locations;
    private final Calls calls;

    private BenchCentre(int port, int phonePort, int agents, boolean rooms) throws IOException {
        floor = VoiceFloor.open(agents);
        Config config = ConfigFactory.parseMap(Map.of(
                        "cordboard.telephony.sip.port",
                        port,
                        "cordboard.telephony.sip.web-socket-port",
                        0,
                        // All calls come from one address.
                        "cordboard.telephony.sip.exempt-sources",
                        List.of("127.0.0.1"),
                        // The caller is to know when the agent has answered.
                        "cordboard.telephony.call.answer-at-once",
                        false))
                .withFallback(floor.system().settings().config())
                .resolve();
        media = rooms ? EmbeddedMediaServer.start(MediaSettings.of(config)) : new SilentRooms();
        locations = SharedLocations.start(floor.system(), Clock.systemUTC());
        floor.agents().forEach(agent -> register(agent, phonePort));
        Path data = Files.createTempDirectory("cordboard-bench");
        data.toFile().deleteOnExit();
        calls = Calls.start(
                floor.system(),
                floor.switchboard(),
                SipSettings.of(config),
                CallSettings.of(config),
                new BenchLines(floor.queue(), floor.agents()),
                locations,
                media,
                Recordings.inFiles(RecordingSettings.of(config, data), RecordingObserver.NONE, Clock.systemUTC()),
                new Guides(
                        (_, _) -> CompletableFuture.completedStage(Optional.empty()),
                        (_, _) -> CompletableFuture.completedStage(Prompt.of(Sound.Tone.CHIME)),
                        new LookUps(Set.of())),
                SipObserver.NONE,
                CallObserver.NONE,
                Clock.systemUTC());
    }

    /**
     * @param rooms whether calls have rooms of the real engine; without, descriptions are answered and no port is opened
     */
    static BenchCentre start(int port, int phonePort, int agents, boolean rooms) throws IOException {
        return new BenchCentre(port, phonePort, agents, rooms);
    }

    private void register(AgentId agent, int phonePort) {
        String contact = "sip:" + agent.name() + "@127.0.0.1:" + phonePort;
        var bound = locations
                .bind(
                        agent,
                        new Binding(
                                contact,
                                contact,
                                List.of(),
                                new Flow(locations.node(), Transport.UDP, "127.0.0.1", phonePort, Optional.empty()),
                                1_000,
                                agent.name(),
                                1,
                                Instant.now().plus(Duration.ofDays(1)),
                                "bench"))
                .toCompletableFuture()
                .join();
        if (!(bound instanceof Locations.Bound.Done)) {
            throw new IllegalStateException("Expected " + agent + " to have a phone, but " + bound);
        }
    }

    /** What there is now, for a soak. */
    String look() {
        var counts = media.counts();
        var files = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "\"calls\":%d,\"dialogs\":%d,\"transactions\":%d,\"rooms\":%d,\"parties\":%d,\"notReady\":%d,"
                        + "\"files\":%d,\"threads\":%d,\"heap\":%d,\"resident\":%d",
                calls.open().toCompletableFuture().join(),
                Math.max(calls.sip().dialogs(), calls.sip().remembered()),
                calls.sip().transactions(),
                counts.rooms(),
                counts.parties(),
                floor.notReady(),
                files.getOpenFileDescriptorCount(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                resident());
    }

    /** Bytes of memory, from {@code /proc/self/status}. */
    private static long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.US_ASCII).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        calls.close();
        media.close();
        locations.close();
        floor.close();
    }
}
