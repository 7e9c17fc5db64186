package io.cordboard.ops.metrics;

import java.util.List;
import java.util.stream.StreamSupport;
import kamon.Kamon;
import kamon.metric.Distribution;
import kamon.metric.Instrument;
import kamon.tag.TagSet;
import scala.jdk.javaapi.CollectionConverters;

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

    /** Of all series with this label. */
    static List<Double> gauges(String name, TagSet tags) {
        var instruments = Kamon.gauge(name).instruments(tags).values();
        return StreamSupport.stream(CollectionConverters.asJava(instruments).spliterator(), false)
                .map(gauge -> (Double) snapshot(gauge))
                .toList();
    }

    private static Object snapshot(Object instrument) {
        return ((Instrument.Snapshotting<?>) instrument).snapshot(false);
    }
}
