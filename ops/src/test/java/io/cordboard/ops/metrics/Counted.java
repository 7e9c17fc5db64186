package io.cordboard.ops.metrics;

import kamon.Kamon;
import kamon.metric.Distribution;
import kamon.metric.Instrument;
import kamon.tag.TagSet;

/** What Kamon has counted so far in this process. */
final class Counted {

    private Counted() {}

    static long counter(String name, TagSet tags) {
        return (Long) snapshot(Kamon.counter(name).withTags(tags));
    }

    /** The sum of what a timer has recorded; to 1 %. */
    static double seconds(String name, TagSet tags) {
        return ((Distribution) snapshot(Kamon.timer(name).withTags(tags))).sum() / 1e9;
    }

    static double gauge(String name, TagSet tags) {
        return (Double) snapshot(Kamon.gauge(name).withTags(tags));
    }

    private static Object snapshot(Object instrument) {
        return ((Instrument.Snapshotting<?>) instrument).snapshot(false);
    }
}
