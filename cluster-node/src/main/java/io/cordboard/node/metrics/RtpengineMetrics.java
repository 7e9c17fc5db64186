package io.cordboard.node.metrics;

import io.cordboard.ops.metrics.Series;
import io.cordboard.telephony.media.rtpengine.RtpengineObserver;
import java.time.Duration;
import kamon.Kamon;
import kamon.metric.Gauge;
import kamon.metric.Timer;

/** The rtpengines of this node. */
public final class RtpengineMetrics implements RtpengineObserver {

    private final Series<Gauge> healthy;
    private final Series<Gauge> parties;
    private final Series<Timer> asked;

    public RtpengineMetrics(int maxSeries) {
        healthy = Series.of(
                Kamon.gauge("cc.rtpengine.healthy", "Whether an rtpengine takes new parties: 1 or 0"),
                maxSeries,
                "rtpengine");
        parties = Series.of(
                Kamon.gauge("cc.rtpengine.parties", "Parties that reach their calls through an rtpengine"),
                maxSeries,
                "rtpengine");
        asked = Series.of(
                Kamon.timer("cc.rtpengine.asked", "What rtpengines were asked, and how long that took"),
                maxSeries,
                "rtpengine",
                "command",
                "outcome");
    }

    @Override
    public void healthy(String node, boolean now) {
        healthy.with(node).update(now ? 1 : 0);
    }

    @Override
    public void asked(String node, String command, String outcome, Duration took) {
        asked.with(node, command, outcome).record(took);
    }

    @Override
    public void parties(String node, int now) {
        parties.with(node).update(now);
    }
}
