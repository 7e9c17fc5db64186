package io.cordboard.node.metrics;

import io.cordboard.ops.metrics.Series;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.call.CallObserver;
import io.cordboard.telephony.sip.SipObserver;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;

/** Calls, phones and SIP on this node. */
public final class CallMetrics implements CallObserver, SipObserver {

    private final Series<Counter> calls;
    private final Series<Gauge> open;
    private final Series<Counter> turnedAway;
    private final Series<Counter> rung;
    private final Series<Counter> guided;
    private final Series<Counter> dialled;
    private final Series<Gauge> peers;
    private final Series<Counter> refused;
    private final Series<Counter> registrations;
    private final Counter flooded;
    private final Gauge dialogs;

    public CallMetrics(int maxSeries) {
        calls = Series.of(Kamon.counter("cc.call.arrived", "Calls that came in"), maxSeries, "tenant");
        open = Series.of(Kamon.gauge("cc.call.open", "Calls that are there"), maxSeries, "tenant");
        turnedAway = Series.of(
                Kamon.counter("cc.call.turned.away", "Calls that were refused before an agent was asked"),
                maxSeries,
                "reason");
        rung = Series.of(
                Kamon.counter("cc.call.phones", "Agents whose phones were rung, or had none"),
                maxSeries,
                "tenant",
                "outcome");
        guided = Series.of(
                Kamon.counter("cc.call.guided", "What flows came to with callers"), maxSeries, "tenant", "outcome");
        dialled = Series.of(
                Kamon.counter("cc.call.dialled", "Numbers outside that were called, or not, and what became of it"),
                maxSeries,
                "tenant",
                "trunk",
                "outcome");
        peers = Series.of(
                Kamon.gauge("cc.trunk.peer", "Peers of trunks: 1 in service, 0 out of it"), maxSeries, "peer");
        refused = Series.of(
                Kamon.counter("cc.sip.refused", "SIP requests that were refused"), maxSeries, "method", "status");
        registrations = Series.of(
                Kamon.counter("cc.sip.registrations", "Registrations of agents' phones"), maxSeries, "outcome");
        flooded = Kamon.counter("cc.sip.flooded", "SIP requests beyond what a source may send, not answered")
                .withoutTags();
        dialogs = Kamon.gauge("cc.sip.dialogs", "SIP dialogs that are open").withoutTags();
    }

    @Override
    public void began(InteractionId call) {
        calls.with(call.tenant().value()).increment();
        open.with(call.tenant().value()).increment();
    }

    @Override
    public void ended(InteractionId call) {
        open.with(call.tenant().value()).decrement();
    }

    @Override
    public void turnedAway(String reason) {
        turnedAway.with(reason).increment();
    }

    @Override
    public void rung(TenantId tenant, String outcome) {
        rung.with(tenant.value(), outcome).increment();
    }

    @Override
    public void guided(TenantId tenant, String outcome) {
        guided.with(tenant.value(), outcome).increment();
    }

    @Override
    public void dialled(TenantId tenant, String trunk, String outcome) {
        dialled.with(tenant.value(), trunk, outcome).increment();
    }

    @Override
    public void peer(String address, boolean there) {
        peers.with(address).update(there ? 1 : 0);
    }

    @Override
    public void refused(String method, int status) {
        refused.with(
                        Character.isUpperCase(method.charAt(0)) && method.length() <= 9 ? method : "other",
                        Integer.toString(status))
                .increment();
    }

    @Override
    public void flooded() {
        flooded.increment();
    }

    @Override
    public void dialogs(int now) {
        dialogs.update(now);
    }

    @Override
    public void registration(String outcome) {
        registrations.with(outcome).increment();
    }
}
