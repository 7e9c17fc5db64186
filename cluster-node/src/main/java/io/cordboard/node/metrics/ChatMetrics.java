package io.cordboard.node.metrics;

import io.cordboard.channels.chat.ChatListener;
import io.cordboard.ops.metrics.Series;
import io.cordboard.routing.tenant.TenantId;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;

/** Customers' chats on this node. */
public final class ChatMetrics implements ChatListener {

    private final Series<Counter> opened;
    private final Series<Counter> refused;
    private final Series<Gauge> connections;
    private final Series<Counter> returns;
    private final Series<Counter> messages;

    public ChatMetrics(int maxSeries) {
        opened = Series.of(Kamon.counter("cc.chat.opened", "Chats that customers opened"), maxSeries, "tenant");
        refused = Series.of(Kamon.counter("cc.chat.refused", "Requests and frames refused"), maxSeries, "code");
        connections = Series.of(Kamon.gauge("cc.chat.sessions", "Customers who are there"), maxSeries, "tenant", "way");
        returns =
                Series.of(Kamon.counter("cc.chat.returned", "Customers who came back to a chat"), maxSeries, "tenant");
        messages = Series.of(
                Kamon.counter("cc.chat.messages", "Customers' messages (in), frames to customers (out)"),
                maxSeries,
                "tenant",
                "direction");
    }

    @Override
    public void opened(TenantId tenant) {
        opened.with(tenant.value()).increment();
    }

    @Override
    public void refused(String code) {
        refused.with(code).increment();
    }

    @Override
    public void connected(TenantId tenant, Way way, boolean again) {
        connections.with(tenant.value(), way(way)).increment();
        if (again) {
            returns.with(tenant.value()).increment();
        }
    }

    @Override
    public void disconnected(TenantId tenant, Way way) {
        connections.with(tenant.value(), way(way)).decrement();
    }

    @Override
    public void heard(TenantId tenant) {
        messages.with(tenant.value(), "in").increment();
    }

    @Override
    public void shown(TenantId tenant) {
        messages.with(tenant.value(), "out").increment();
    }

    private static String way(Way way) {
        return switch (way) {
            case WEB_SOCKET -> "websocket";
            case POLLING -> "polling";
        };
    }
}
