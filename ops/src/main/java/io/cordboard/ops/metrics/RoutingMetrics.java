package io.cordboard.ops.metrics;

import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Standing;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Histogram;
import kamon.metric.MeasurementUnit;
import kamon.metric.Timer;

/** What the entities and routers of this node do: commands, writes, debts, proposals, offers. Their work: {@link WorkMetrics}. */
public final class RoutingMetrics implements Observer {

    private final WorkMetrics work;
    private final Series<Counter> commands;
    private final Series<Counter> refusals;
    private final Series<Timer> persist;
    private final Series<Histogram> written;
    private final Series<Counter> resent;
    private final Series<Timer> recoveries;
    private final Series<Counter> offers;
    private final Series<Counter> classified;
    private final Timer proposalWait;
    private final Timer rebuild;
    private final Counter trialsFailed;

    public RoutingMetrics(WorkMetrics work, int maxSeries) {
        this.work = work;
        commands = Series.of(Kamon.counter("cc.commands", "Commands that entities decided"), maxSeries, "type");
        refusals = Series.of(Kamon.counter("cc.refusals", "Commands refused"), maxSeries, "type", "refusal");
        persist = Series.of(
                Kamon.timer("cc.persist", "From the decision until the journal has the events"), maxSeries, "type");
        written = Series.of(
                Kamon.histogram("cc.persist.events", "Events of one entity in one write", MeasurementUnit.none()),
                maxSeries,
                "type");
        resent = Series.of(
                Kamon.counter("cc.debts.resent", "Debts sent again because no answer came"), maxSeries, "type");
        recoveries = Series.of(Kamon.timer("cc.recovery", "Reading one entity back"), maxSeries, "type");
        offers = Series.of(
                Kamon.counter(
                        "cc.offers", "Offers that ended, by how: accepted, rejected, missed, rescinded, unreachable"),
                maxSeries,
                "tenant",
                "outcome");
        classified = Series.of(
                Kamon.counter(
                        "cc.classified",
                        "Interactions classified, by what decided: rule, otherwise, or none (there are none)"),
                maxSeries,
                "tenant",
                "outcome");
        proposalWait = Kamon.timer("cc.proposal.wait", "How long the interactions that routers propose have waited")
                .withoutTags();
        rebuild = Kamon.timer("cc.router.rebuild", "From a router's start until it has heard of everybody")
                .withoutTags();
        trialsFailed = Kamon.counter("cc.trials.failed", "Policies on trial given up because their decisions failed")
                .withoutTags();
    }

    @Override
    public void handled(String type) {
        commands.with(type).increment();
    }

    @Override
    public void recorded(String type, String entityId, List<? extends Event> events, long nanos) {
        persist.with(type).record(nanos);
        for (Event event : events) {
            switch (event) {
                case AgentEvent.Won _ ->
                    offers.with(WorkMetrics.tenant(entityId), "accepted").increment();
                case AgentEvent.Released e ->
                    offers.with(WorkMetrics.tenant(entityId), name(e.outcome())).increment();
                case InteractionEvent.Opened e ->
                    e.classified().ifPresent(by -> classified(entityId, Optional.of(by.ruling())));
                case InteractionEvent.Reclassified e -> classified(entityId, e.ruling());
                default -> {}
            }
        }
    }

    private void classified(String entityId, Optional<Ruling> ruling) {
        String outcome = ruling.map(said -> said.rule().isPresent() ? "rule" : "otherwise")
                .orElse("none");
        classified.with(WorkMetrics.tenant(entityId), outcome).increment();
    }

    @Override
    public void wrote(String type, int events) {
        written.with(type).record(events);
    }

    @Override
    public void refused(String type, Refusal refusal) {
        refusals.with(type, name(refusal)).increment();
    }

    @Override
    public void recovered(String type, long nanos) {
        recoveries.with(type).record(nanos);
    }

    @Override
    public void resent(String type, int debts) {
        resent.with(type).increment(debts);
    }

    @Override
    public void proposed(Duration waited) {
        proposalWait.record(Math.max(0, waited.toNanos()));
    }

    @Override
    public void rebuilt(TenantId tenant, Duration took, int agents, int waiting) {
        rebuild.record(took.toNanos());
    }

    @Override
    public void trialFailed(TenantId tenant) {
        trialsFailed.increment();
    }

    @Override
    public void changed(String type, String entityId, Standing before, Standing after) {
        work.changed(type, entityId, before, after);
    }

    @Override
    public void arrived(String type, String entityId, Standing standing) {
        work.present(type, entityId, Standing.NONE, standing);
    }

    @Override
    public void departed(String type, String entityId, Standing standing) {
        work.present(type, entityId, standing, Standing.NONE);
    }

    private static String name(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
