package io.cordboard.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import kamon.Kamon;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void sameLabelsAreOneSeries() {
        var series = Series.of(Kamon.counter("test.same"), 10, "tenant");

        assertThat(series.with("acme")).isSameAs(series.with("acme")).isNotSameAs(series.with("bolt"));
    }

    @Test
    void beyondTheBoundAllAreOther() {
        var series = Series.of(Kamon.counter("test.bounded"), 2, "tenant", "queue");
        var first = series.with("acme", "support");
        series.with("acme", "sales");

        var third = series.with("acme", "third");

        assertThat(third).isSameAs(series.with("bolt", "fourth")).isSameAs(series.with("other", "other"));
        assertThat(series.with("acme", "support")).isSameAs(first);
    }
}
