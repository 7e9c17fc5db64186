package io.cordboard.node.metrics;

import io.cordboard.telephony.line.Arrival;
import java.util.Locale;
import java.util.function.Consumer;
import kamon.Kamon;
import kamon.metric.Metric;

/** Calls from outside that are of no trunk, or not of one alone. */
public final class LineMetrics implements Consumer<Arrival.Reason> {

    private final Metric.Counter refused =
            Kamon.counter("cc.telephony.refused", "Calls from outside whose trunk or number was not found, by reason");

    @Override
    public void accept(Arrival.Reason reason) {
        refused.withTag("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .increment();
    }
}
