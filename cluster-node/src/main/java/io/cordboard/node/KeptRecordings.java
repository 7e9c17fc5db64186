package io.cordboard.node;

import com.typesafe.config.Config;
import io.cordboard.node.metrics.RecordingMetrics;
import io.cordboard.ops.metrics.Metrics;
import io.cordboard.telephony.recording.RecordingSettings;
import io.cordboard.telephony.recording.Recordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.pekko.actor.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recordings of a node, and who removes them when their time is over. */
final class KeptRecordings {

    private static final Logger LOG = LoggerFactory.getLogger(KeptRecordings.class);

    private KeptRecordings() {}

    /** Fails, saying why, if what is there cannot be read. */
    static Recordings open(ActorSystem system, Config application, Metrics metrics, Clock clock) {
        var settings = settings(application);
        var observer = new RecordingMetrics(metrics.settings().maxSeries());
        Recordings recordings;
        try {
            recordings = Recordings.inFiles(settings, observer, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected recordings in " + settings.directory() + ", but: " + e, e);
        }
        metrics.sample(() -> observer.sample(recordings.bytes()));
        system.scheduler()
                .scheduleWithFixedDelay(
                        settings.sweepEvery(),
                        settings.sweepEvery(),
                        () -> sweep(recordings),
                        system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher"));
        return recordings;
    }

    static RecordingSettings settings(Config application) {
        return RecordingSettings.of(
                application, Path.of(application.getString("cordboard.persistence.journal.data-dir")));
    }

    private static void sweep(Recordings recordings) {
        try {
            int removed = recordings.sweep();
            if (removed > 0) {
                LOG.info("Removed {} recordings that had been kept for long enough", removed);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Recordings could not be looked through; the next sweep tries again", e);
        }
    }
}
