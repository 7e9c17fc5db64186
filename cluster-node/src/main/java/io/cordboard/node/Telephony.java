package io.cordboard.node;

import com.typesafe.config.Config;
import io.cordboard.node.api.ApiSettings;
import io.cordboard.node.api.Entities;
import io.cordboard.node.metrics.CallMetrics;
import io.cordboard.node.metrics.LineMetrics;
import io.cordboard.node.metrics.RtpengineMetrics;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.lines.LineTable;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.telephony.call.CallSettings;
import io.cordboard.telephony.call.Calls;
import io.cordboard.telephony.guide.GuideSettings;
import io.cordboard.telephony.guide.Guides;
import io.cordboard.telephony.guide.SpokenVoices;
import io.cordboard.telephony.line.SharedLocations;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.embedded.EmbeddedMediaServer;
import io.cordboard.telephony.media.embedded.MediaSettings;
import io.cordboard.telephony.media.rtpengine.RtpengineMediaServer;
import io.cordboard.telephony.media.rtpengine.RtpengineSettings;
import io.cordboard.telephony.recording.Recordings;
import io.cordboard.telephony.sip.SipSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The telephones of a node, where {@code cordboard.telephony.sip.enabled}: SIP, the calls, and where they are heard. */
final class Telephony {

    private static final Logger LOG = LoggerFactory.getLogger(Telephony.class);

    private Telephony() {}

    /** Answers calls from now on, until the node leaves. Fails, saying why, if SIP cannot be listened for. */
    static void start(
            ActorSystem system,
            Switchboard switchboard,
            JournalDatabase database,
            Config application,
            Recordings recordings,
            int maxSeries) {
        SipSettings sip = SipSettings.of(application);
        if (!sip.enabled()) {
            return;
        }
        var metrics = new CallMetrics(maxSeries);
        var entities = new Entities(switchboard, ApiSettings.of(application).commandTimeout());
        var lines = ConfiguredLines.start(entities, new LineTable(database.readers()), sip.domain(), new LineMetrics());
        SharedLocations locations = SharedLocations.start(system, Clock.systemUTC());
        MediaServer media = media(application, maxSeries);
        var guiding =
                GuideSettings.of(application, Path.of(application.getString("cordboard.persistence.journal.data-dir")));
        var voices = guiding.voices(Clock.systemUTC());
        var lookUps = guiding.lookUps();
        system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO,
                        Duration.ofHours(1),
                        () -> sweep(voices),
                        system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher"));
        Calls calls = Calls.start(
                system,
                switchboard,
                sip,
                CallSettings.of(application),
                lines,
                locations,
                media,
                recordings,
                new Guides(new TenantFlows(entities), voices, lookUps),
                metrics,
                metrics,
                Clock.systemUTC());
        // Before the entities leave: what ends is still recorded.
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseServiceUnbind(),
                        "end-calls",
                        () -> CompletableFuture.supplyAsync(
                                () -> {
                                    calls.close();
                                    media.close();
                                    voices.close();
                                    lookUps.close();
                                    locations.close();
                                    lines.close();
                                    return Done.done();
                                },
                                system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher")));
    }

    private static void sweep(SpokenVoices voices) {
        try {
            voices.sweep();
        } catch (IOException e) {
            LOG.warn("What was spoken could not be looked through; the next sweep tries again", e);
        }
    }

    private static MediaServer media(Config application, int maxSeries) {
        var engine = EmbeddedMediaServer.start(MediaSettings.of(application));
        var settings = RtpengineSettings.of(application);
        return settings.nodes().isEmpty()
                ? engine
                : RtpengineMediaServer.start(engine, settings, new RtpengineMetrics(maxSeries));
    }
}
