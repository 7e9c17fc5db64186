package io.cordboard.ops.replay;

import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small call logs for tests, and what comes of them. */
final class Logs {

    static final String HEADER = "arrival,queue,priority,wait,outcome,start,end,agent\n";

    /** A point of priority is worth a millisecond: who came first goes first. */
    static final PolicyChoice FIFO = choice("fifo", "{\"priority\": {\"ageCredit\": \"PT0.001S\"}}");

    /** Priority beats age. */
    static final PolicyChoice PRIORITY = choice("priority", "{}");

    private Logs() {}

    static PolicyChoice choice(String name, String json) {
        Policy policy = PolicyCodec.read(json).orThrow();
        return new PolicyChoice(name, policy, Map.of());
    }

    static Path file(Path directory, String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Trace read(Path directory, String csv) {
        return TraceReader.read(file(directory, "log.csv", csv), TraceFormat.DEFAULT, false, Progress.NONE);
    }

    static Report replay(Trace trace, PolicyChoice... policies) {
        return Replay.run(trace, settings(1, policies), Progress.NONE);
    }

    static ReplaySettings settings(long seed, PolicyChoice... policies) {
        return new ReplaySettings(
                List.of(policies), Optional.empty(), seed, ReplaySettings.DEFAULT_GAP, Optional.empty());
    }
}
