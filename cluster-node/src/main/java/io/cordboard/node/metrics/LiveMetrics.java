package io.cordboard.node.metrics;

import io.cordboard.node.live.LiveObserver;
import io.cordboard.ops.metrics.Series;
import java.time.Duration;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;
import kamon.metric.Timer;

/** The sockets of agents and supervisors on this node. */
public final class LiveMetrics implements LiveObserver {

    /** What a client may call its frames is the client's choice. */
    private static final int MAX_TYPES = 60;

    private final Gauge sessions = Kamon.gauge("cc.websocket.sessions", "Sockets of agents and supervisors")
            .withoutTags();
    private final Series<Timer> lived = Series.of(
            Kamon.timer("cc.websocket.session", "How long sockets lived, by why they ended"), MAX_TYPES, "reason");
    private final Series<Counter> frames = Series.of(
            Kamon.counter("cc.websocket.frames", "Frames to and from clients"), MAX_TYPES, "direction", "type");
    private final Series<Timer> delivery = Series.of(
            Kamon.timer("cc.websocket.delivery", "From an event until it is handed to the network"),
            MAX_TYPES,
            "event");
    private final Series<Counter> streams =
            Series.of(Kamon.counter("cc.websocket.streams", "Streams that clients began to follow"), MAX_TYPES, "from");

    @Override
    public void opened() {
        sessions.increment();
    }

    @Override
    public void closed(String reason, Duration age) {
        sessions.decrement();
        lived.with(reason).record(age);
    }

    @Override
    public void sent(String type) {
        frames.with("out", type).increment();
    }

    @Override
    public void received(String type) {
        frames.with("in", type).increment();
    }

    @Override
    public void delivered(String event, Duration age) {
        delivery.with(event).record(Math.max(0, age.toNanos()));
    }

    @Override
    public void followed(boolean resumed) {
        streams.with(resumed ? "number" : "snapshot").increment();
    }
}
