package io.cordboard.node.metrics;

import io.cordboard.node.api.ApiServer;
import io.cordboard.node.api.HttpObserver;
import io.cordboard.ops.metrics.Series;
import java.util.Set;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;
import kamon.metric.Timer;

/** Requests by route template and status, those under way, and those turned away. */
public final class HttpMetrics implements HttpObserver {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD");

    private final Series<Timer> requests;
    private final Counter rateLimited = Kamon.counter("cc.http.rate.limited", "Requests of callers that sent too many")
            .withoutTags();
    private final Counter overloaded = Kamon.counter("cc.http.overloaded", "Requests for which this node had no room")
            .withoutTags();
    private final Gauge inFlight =
            Kamon.gauge("cc.http.in.flight", "Requests being carried out").withoutTags();
    private final Gauge connections = Kamon.gauge("cc.http.connections", "Open connections, WebSockets among them")
            .withoutTags();

    public HttpMetrics(int maxSeries) {
        requests = Series.of(
                Kamon.timer("cc.http.request", "From a request's head until its answer's; long polls wait on purpose"),
                maxSeries,
                "method",
                "route",
                "status");
    }

    @Override
    public void answered(String method, String route, int status, long nanos) {
        requests.with(METHODS.contains(method) ? method : "other", route, String.valueOf(status))
                .record(nanos);
        switch (status) {
            case 429 -> rateLimited.increment();
            case 503 -> overloaded.increment();
            default -> {}
        }
    }

    /** Sets the gauges. */
    public void sample(ApiServer server) {
        inFlight.update(server.inFlight());
        connections.update(server.connections());
    }
}
