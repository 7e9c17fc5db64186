package io.cordboard.node.metrics;

import io.cordboard.persistence.past.PastObserver;
import kamon.Kamon;
import kamon.metric.Metric;

/** Questions about the past, how long their answers took, and what was read for them. */
public final class PastMetrics implements PastObserver {

    private final Metric.Timer answers =
            Kamon.timer("cc.past.answer", "From a question about the past until its answer or refusal");
    private final Metric.Histogram events =
            Kamon.histogram("cc.past.events", "Events read for an answer about the past");

    @Override
    public void answered(String about, int rows, long nanos) {
        answers.withTag("about", about).record(nanos);
        events.withTag("about", about).record(rows);
    }
}
