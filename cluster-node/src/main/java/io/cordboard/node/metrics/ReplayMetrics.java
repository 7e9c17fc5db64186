package io.cordboard.node.metrics;

import io.cordboard.node.replays.ReplayObserver;
import io.cordboard.persistence.replays.ReplayJob;
import kamon.Kamon;
import kamon.metric.Metric;

/** Replays that this node does, how they ended, and how long they took. */
public final class ReplayMetrics implements ReplayObserver {

    private final Metric.Gauge running = Kamon.gauge("cc.replay.running", "Replays that the node is doing");
    private final Metric.Timer runs = Kamon.timer("cc.replay.run", "From the start of a replay until its end");

    @Override
    public void started() {
        running.withoutTags().update(1);
    }

    @Override
    public void ended(ReplayJob.State how, long nanos) {
        running.withoutTags().update(0);
        runs.withTag("outcome", how.word()).record(nanos);
    }
}
