package io.cordboard.node.metrics;

import io.cordboard.ops.metrics.Series;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.recording.RecordingObserver;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;

/** Recordings of calls on this node. */
public final class RecordingMetrics implements RecordingObserver {

    private final Series<Counter> begun;
    private final Series<Counter> failed;
    private final Series<Counter> removed;
    private final Counter written;
    private final Gauge kept;

    public RecordingMetrics(int maxSeries) {
        begun = Series.of(Kamon.counter("cc.recording.begun", "Recordings that were begun"), maxSeries, "tenant");
        failed = Series.of(
                Kamon.counter("cc.recording.failed", "Recordings that could not be begun, or not be gone on with"),
                maxSeries,
                "tenant");
        removed = Series.of(
                Kamon.counter("cc.recording.removed", "Recordings that were removed"), maxSeries, "tenant", "reason");
        written = Kamon.counter("cc.recording.written", "Bytes of recordings that were written")
                .withoutTags();
        kept = Kamon.gauge("cc.recording.kept", "Bytes of recordings that are kept")
                .withoutTags();
    }

    @Override
    public void begun(TenantId tenant) {
        begun.with(tenant.value()).increment();
    }

    @Override
    public void failed(TenantId tenant) {
        failed.with(tenant.value()).increment();
    }

    @Override
    public void removed(TenantId tenant, String reason) {
        removed.with(tenant.value(), reason).increment();
    }

    @Override
    public void written(long bytes) {
        written.increment(bytes);
    }

    /** Called before each scrape. */
    public void sample(long bytes) {
        kept.update((double) bytes);
    }
}
