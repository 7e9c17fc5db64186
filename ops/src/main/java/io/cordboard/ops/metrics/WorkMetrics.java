package io.cordboard.ops.metrics;

import io.cordboard.routing.entity.Standing;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kamon.Kamon;
import kamon.metric.Counter;
import kamon.metric.Gauge;
import kamon.metric.MeasurementUnit;
import kamon.metric.Timer;

/**
 * What the centre works on: who waits and for how long, who is answered and who gives up, which agents are there. A "task" in the
 * names is an interaction on any medium, as in other contact centres' metrics.
 *
 * <p>Each stay in a queue counts for itself: who is transferred is offered twice and answered twice.
 */
public final class WorkMetrics {

    private static final String WAITING = "waiting";
    private static final String WITH_AGENT = "with-agent";
    private static final String WRAP_UP = "wrap-up";
    private static final String ABANDONED = "abandoned";
    private static final String SCHEDULED = "scheduled";

    private final Clock clock;
    private final Duration shortAbandon;
    private volatile Function<QueueId, CompletionStage<Optional<Duration>>> targets = ServiceTargets::unknown;

    private final Series<Counter> offered;
    private final Series<Counter> answered;
    private final Series<Counter> withinTarget;
    private final Series<Counter> abandoned;
    private final Series<Counter> closed;
    private final Series<Timer> wait;
    private final Series<Timer> handle;
    private final Series<Gauge> tasks;
    private final Series<Gauge> agents;
    private final Series<Gauge> waiting;
    private final Series<Gauge> longestWait;
    private final Map<String, Standing> queues = new ConcurrentHashMap<>();

    public WorkMetrics(MetricsSettings settings, Clock clock) {
        this.clock = clock;
        this.shortAbandon = settings.shortAbandon();
        int max = settings.maxSeries();
        String[] place = {"tenant", "queue", "medium"};
        offered = Series.of(Kamon.counter("cc.tasks.offered", "Interactions that entered a queue"), max, place);
        answered = Series.of(Kamon.counter("cc.tasks.answered", "Interactions that an agent accepted"), max, place);
        withinTarget = Series.of(
                Kamon.counter("cc.tasks.answered.within.sl", "Answered within the queue's service level target"),
                max,
                place);
        abandoned = Series.of(
                Kamon.counter("cc.tasks.abandoned", "Interactions whose customer left before an answer"),
                max,
                "tenant",
                "queue",
                "medium",
                "short");
        closed = Series.of(Kamon.counter("cc.tasks.closed", "Interactions that ended"), max, "tenant", "reason");
        wait = Series.of(
                Kamon.timer("cc.wait", "From entering a queue until answered or abandoned"),
                max,
                "tenant",
                "queue",
                "outcome");
        handle = Series.of(
                Kamon.timer("cc.handle", "From the answer until the wrap-up is over"), max, "tenant", "queue");
        tasks = Series.of(Kamon.gauge("cc.tasks", "Interactions alive on this node"), max, "tenant", "phase");
        agents = Series.of(Kamon.gauge("cc.agents", "Agents alive on this node"), max, "tenant", "state");
        waiting = Series.of(
                Kamon.gauge("cc.queue.waiting", "Interactions that wait in the queues of this node"),
                max,
                "tenant",
                "queue");
        longestWait = Series.of(
                Kamon.gauge(
                        "cc.queue.longest.wait",
                        "How long the first in line has waited",
                        MeasurementUnit.time().seconds()),
                max,
                "tenant",
                "queue");
    }

    /** From now on targets are known: those that the queues of {@code switchboard} say. */
    public void ask(Switchboard switchboard) {
        targets = new ServiceTargets(switchboard, 10_000, System::nanoTime)::of;
    }

    static String tenant(String entityId) {
        int slash = entityId.indexOf('/');
        return slash < 0 ? entityId : entityId.substring(0, slash);
    }

    /** Something has happened. */
    void changed(String type, String entityId, Standing before, Standing after) {
        present(type, entityId, before, after);
        if (type.equals("interaction")) {
            moved(tenant(entityId), before, after);
        }
    }

    /** Counts what is there, whether or not something has happened. */
    void present(String type, String entityId, Standing before, Standing after) {
        String tenant = tenant(entityId);
        switch (type) {
            case "interaction" -> count(tasks, tenant, live(before), live(after));
            case "agent" -> count(agents, tenant, before.phase(), after.phase());
            case "queue" -> {
                if (after.phase().isEmpty()) {
                    queues.computeIfPresent(entityId, (_, last) -> new Standing("", last.queue(), "", 0, last.since()));
                } else {
                    queues.put(entityId, after);
                }
            }
            default -> {}
        }
    }

    private static String live(Standing standing) {
        return switch (standing.phase()) {
            case WAITING, WITH_AGENT, WRAP_UP, SCHEDULED -> standing.phase();
            default -> "";
        };
    }

    private static void count(Series<Gauge> gauges, String tenant, String before, String after) {
        if (before.equals(after)) {
            return;
        }
        if (!before.isEmpty()) {
            gauges.with(tenant, before).decrement();
        }
        if (!after.isEmpty()) {
            gauges.with(tenant, after).increment();
        }
    }

    private void moved(String tenant, Standing before, Standing after) {
        boolean waited = before.phase().equals(WAITING);
        boolean waits = after.phase().equals(WAITING);
        if (waits && !(waited && before.since().equals(after.since()))) {
            offered.with(tenant, after.queue(), after.medium()).increment();
        }
        if (after.phase().equals(WITH_AGENT) && waited) {
            answered(tenant, before, Duration.between(before.since(), after.since()));
        } else if (after.phase().equals(ABANDONED) && waited) {
            abandoned(tenant, before, Duration.between(before.since(), after.since()));
        }
        if (live(after).isEmpty() && !live(before).isEmpty()) {
            closed.with(tenant, after.phase()).increment();
        }
        if (handled(before) && !handled(after)) {
            handle.with(tenant, before.queue()).record(Duration.between(before.since(), after.since()));
        }
    }

    private static boolean handled(Standing standing) {
        return standing.phase().equals(WITH_AGENT) || standing.phase().equals(WRAP_UP);
    }

    private void answered(String tenant, Standing stay, Duration waited) {
        answered.with(tenant, stay.queue(), stay.medium()).increment();
        wait.with(tenant, stay.queue(), "answered").record(waited);
        targets.apply(new QueueId(new TenantId(tenant), stay.queue()))
                .thenAccept(target -> target.filter(within -> waited.compareTo(within) <= 0)
                        .ifPresent(_ -> withinTarget
                                .with(tenant, stay.queue(), stay.medium())
                                .increment()));
    }

    private void abandoned(String tenant, Standing stay, Duration waited) {
        String isShort = String.valueOf(waited.compareTo(shortAbandon) < 0);
        abandoned.with(tenant, stay.queue(), stay.medium(), isShort).increment();
        wait.with(tenant, stay.queue(), ABANDONED).record(waited);
    }

    /** Sets the gauges of queues: their oldest grows older by itself. */
    public void sample() {
        var now = clock.instant();
        queues.forEach((entityId, queue) -> {
            String tenant = tenant(entityId);
            waiting.with(tenant, queue.queue()).update((double) queue.size());
            Duration longest = queue.size() == 0 || queue.since().toEpochMilli() == 0
                    ? Duration.ZERO
                    : Duration.between(queue.since(), now);
            longestWait.with(tenant, queue.queue()).update(Math.max(0, longest.toMillis()) / 1e3);
            if (queue.phase().isEmpty()) {
                queues.remove(entityId, queue);
            }
        });
    }
}
