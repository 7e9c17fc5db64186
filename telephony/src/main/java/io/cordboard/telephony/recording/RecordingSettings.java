package io.cordboard.telephony.recording;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of kept recordings, from {@code cordboard.telephony.recording}; {@code reference.conf} says what each is for. */
public record RecordingSettings(
        Path directory, Path keys, long mostBytes, long mostBytesOfNode, long leastRoom, Duration sweepEvery) {

    public RecordingSettings {
        if (mostBytes < 64_000 || mostBytesOfNode < mostBytes || leastRoom < 0) {
            throw new IllegalArgumentException(
                    "Expected longest of at least 64000 bytes, most of at least as much and a" + " least-room, but got "
                            + mostBytes + ", " + mostBytesOfNode + " and " + leastRoom);
        }
        if (sweepEvery.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("Expected sweep-every of at least PT1S, but got " + sweepEvery);
        }
    }

    /** Reads {@code cordboard.telephony.recording} of the whole configuration; without a name the directories are in {@code data}. */
    public static RecordingSettings of(Config config, Path data) {
        Config recording = config.getConfig("cordboard.telephony.recording");
        return new RecordingSettings(
                path(recording.getString("directory"), data.resolve("recordings")),
                path(recording.getString("keys"), data.resolve("recording-keys")),
                recording.getBytes("longest"),
                recording.getBytes("most"),
                recording.getBytes("least-room"),
                recording.getDuration("sweep-every"));
    }

    private static Path path(String said, Path otherwise) {
        return said.isEmpty() ? otherwise : Path.of(said);
    }
}
