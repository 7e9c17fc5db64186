package io.cordboard.telephony.media.embedded;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The settings of the embedded engine, from {@code cordboard.telephony.media}; {@code reference.conf} says what each is for. */
public record MediaSettings(
        InetAddress listen,
        InetAddress announce,
        int firstPort,
        int lastPort,
        List<String> codecs,
        int threads,
        int maxRooms,
        int maxPartiesPerRoom,
        String latching,
        Duration timeout,
        Duration jitterFirst,
        Duration jitterMost,
        int packetsPerSecond,
        int maxPacketBytes,
        Duration longestPrompt,
        long promptCacheBytes,
        int maxRecordings,
        Duration longestRecording,
        Duration recordingStall) {

    public MediaSettings {
        codecs = List.copyOf(codecs);
        if (announce.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    "Expected announce to be an address that others can send to, but got " + announce.getHostAddress());
        }
        between("ports.first", firstPort, 1_024, 65_534);
        between("ports.last", lastPort, firstPort + 1, 65_535);
        between("threads", threads, 1, 64);
        between("max-rooms", maxRooms, 1, 100_000);
        between("max-parties-per-room", maxPartiesPerRoom, 1, 1_000);
        between("packets-per-second", packetsPerSecond, 50, 10_000);
        between("max-packet-bytes", maxPacketBytes, 200, 9_000);
        between("recording.most", maxRecordings, 0, 100_000);
        between("timeout", timeout, Duration.ofMillis(100), Duration.ofHours(1));
        between("jitter.first", jitterFirst, Duration.ofMillis(20), Duration.ofMillis(200));
        between("jitter.most", jitterMost, Duration.ofMillis(100), Duration.ofMillis(500));
        between("prompts.longest", longestPrompt, Duration.ofSeconds(1), Duration.ofHours(1));
        between("recording.longest", longestRecording, Duration.ofSeconds(1), Duration.ofHours(36));
        between("recording.stall", recordingStall, Duration.ofSeconds(1), Duration.ofMinutes(1));
        if (promptCacheBytes < 1_048_576) {
            throw new IllegalArgumentException("Expected prompts.cache of 1 MiB or more, but got " + promptCacheBytes);
        }
        if (codecs.isEmpty() || codecs.stream().distinct().count() != codecs.size()) {
            throw new IllegalArgumentException("Expected codecs, each once, but got " + codecs);
        }
        codecs.forEach(Codec::valueOf);
        guess(latching);
    }

    /** Reads {@code cordboard.telephony.media} of the whole configuration. */
    public static MediaSettings of(Config config) {
        Config media = config.getConfig("cordboard.telephony.media");
        InetAddress listen = InetAddress.ofLiteral(media.getString("listen"));
        String announce = media.getString("announce");
        return new MediaSettings(
                listen,
                announce.isEmpty() ? listen : InetAddress.ofLiteral(announce),
                media.getInt("ports.first"),
                media.getInt("ports.last"),
                media.getStringList("codecs"),
                media.getInt("threads"),
                media.getInt("max-rooms"),
                media.getInt("max-parties-per-room"),
                media.getString("latch"),
                media.getDuration("timeout"),
                media.getDuration("jitter.first"),
                media.getDuration("jitter.most"),
                media.getInt("packets-per-second"),
                Math.toIntExact(media.getBytes("max-packet-bytes")),
                media.getDuration("prompts.longest"),
                media.getBytes("prompts.cache"),
                media.getInt("recording.most"),
                media.getDuration("recording.longest"),
                media.getDuration("recording.stall"));
    }

    Latch.Guess latch() {
        return guess(latching);
    }

    List<Codec> preferred() {
        return codecs.stream().map(Codec::valueOf).toList();
    }

    private static Latch.Guess guess(String latching) {
        return Latch.Guess.valueOf(latching.toUpperCase(Locale.ROOT));
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Expected " + name + " of " + least + " to " + most + ", but got " + value);
        }
    }

    private static void between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "Expected " + name + " of " + least + " to " + most + ", but got " + value);
        }
    }
}
