package io.cordboard.ops.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kamon.metric.Counter;
import kamon.metric.Gauge;
import kamon.metric.Histogram;
import kamon.metric.Metric;
import kamon.metric.Timer;
import kamon.tag.TagSet;

/**
 * The series of one metric, by the values of its labels; never more than a bound. What comes beyond it is counted together, with
 * {@code other} for every label.
 */
public final class Series<I> {

    private final List<String> labels;
    private final int max;
    private final Function<TagSet, I> make;
    private final ConcurrentHashMap<List<String>, I> byValues = new ConcurrentHashMap<>();
    private final List<String> others;

    private Series(int max, Function<TagSet, I> make, String... labels) {
        this.labels = List.of(labels);
        this.max = max;
        this.make = make;
        String[] other = new String[labels.length];
        Arrays.fill(other, "other");
        this.others = List.of(other);
    }

    public static Series<Counter> of(Metric.Counter metric, int max, String... labels) {
        return new Series<>(max, metric::withTags, labels);
    }

    public static Series<Timer> of(Metric.Timer metric, int max, String... labels) {
        return new Series<>(max, metric::withTags, labels);
    }

    public static Series<Histogram> of(Metric.Histogram metric, int max, String... labels) {
        return new Series<>(max, metric::withTags, labels);
    }

    public static Series<Gauge> of(Metric.Gauge metric, int max, String... labels) {
        return new Series<>(max, metric::withTags, labels);
    }

    /** The one with these values, in the order of the labels. */
    public I with(String... values) {
        return with(List.of(values));
    }

    private I with(List<String> values) {
        I known = byValues.get(values);
        if (known != null) {
            return known;
        }
        if (byValues.size() >= max && !values.equals(others)) {
            return with(others);
        }
        return byValues.computeIfAbsent(values, this::make);
    }

    private I make(List<String> values) {
        TagSet tags = TagSet.Empty();
        for (int i = 0; i < labels.size(); i++) {
            tags = tags.withTag(labels.get(i), values.get(i));
        }
        return make.apply(tags);
    }
}
