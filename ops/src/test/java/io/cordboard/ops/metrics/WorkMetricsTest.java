package io.cordboard.ops.metrics;

import static io.cordboard.ops.metrics.Counted.counter;
import static io.cordboard.ops.metrics.Counted.gauge;
import static io.cordboard.ops.metrics.Counted.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.cordboard.routing.entity.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.UUID;
import kamon.tag.TagSet;
import org.junit.jupiter.api.Test;

class WorkMetricsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** Kamon counts for the whole process, so each test has a tenant of its own. */
    private final String tenant = "t" + UUID.randomUUID().toString().substring(0, 8);

    private final WorkMetrics metrics = new WorkMetrics(
            new MetricsSettings(
                    true, "127.0.0.1", OptionalInt.empty(), Duration.ofSeconds(5), 1_000, Duration.ofSeconds(5)),
            Clock.fixed(NOON.plusSeconds(90), ZoneOffset.UTC));

    private static Standing at(String phase, int seconds) {
        return new Standing(phase, "support", "chat", 0, NOON.plusSeconds(seconds));
    }

    private void goes(Standing... path) {
        Standing before = Standing.NONE;
        for (Standing next : path) {
            metrics.changed("interaction", tenant + "/i1", before, next);
            before = next;
        }
    }

    private TagSet tenant(String label, String value) {
        return TagSet.of("tenant", tenant).withTag(label, value);
    }

    private TagSet place() {
        return TagSet.of("tenant", tenant).withTag("queue", "support").withTag("medium", "chat");
    }

    @Test
    void handledInteractionIsOfferedAnsweredAndClosedOnce() {
        goes(at("waiting", 0), at("with-agent", 20), at("wrap-up", 20), at("handled", 80));

        assertThat(counter("cc.tasks.offered", place())).isEqualTo(1);
        assertThat(counter("cc.tasks.answered", place())).isEqualTo(1);
        assertThat(counter("cc.tasks.closed", tenant("reason", "handled"))).isEqualTo(1);
        assertThat(seconds(
                        "cc.wait",
                        TagSet.of("tenant", tenant).withTag("queue", "support").withTag("outcome", "answered")))
                .isCloseTo(20, withinPercentage(2));
        assertThat(seconds("cc.handle", TagSet.of("tenant", tenant).withTag("queue", "support")))
                .isCloseTo(60, withinPercentage(2));
        for (String phase : new String[] {"waiting", "with-agent", "wrap-up"}) {
            assertThat(gauge("cc.tasks", tenant("phase", phase))).as(phase).isZero();
        }
    }

    @Test
    void whoLeavesSoonIsAShortAbandon() {
        goes(at("waiting", 0), at("abandoned", 3));
        goes(at("waiting", 0), at("abandoned", 30));

        assertThat(counter("cc.tasks.abandoned", place().withTag("short", "true")))
                .isEqualTo(1);
        assertThat(counter("cc.tasks.abandoned", place().withTag("short", "false")))
                .isEqualTo(1);
    }

    @Test
    void eachStayInAQueueIsOffered() {
        goes(at("waiting", 0), at("with-agent", 5), at("waiting", 10), at("with-agent", 12), at("handled", 15));

        assertThat(counter("cc.tasks.offered", place())).isEqualTo(2);
        assertThat(counter("cc.tasks.answered", place())).isEqualTo(2);
    }

    @Test
    void whatComesBackFromTheJournalHasNotHappenedAgain() {
        metrics.present("interaction", tenant + "/i1", Standing.NONE, at("waiting", 0));

        assertThat(counter("cc.tasks.offered", place())).isZero();
        assertThat(gauge("cc.tasks", tenant("phase", "waiting"))).isEqualTo(1);
    }

    @Test
    void agentsAreCountedByState() {
        metrics.changed("agent", tenant + "/alice", Standing.NONE, Standing.of("available", NOON));
        metrics.changed("agent", tenant + "/bob", Standing.NONE, Standing.of("available", NOON));
        metrics.changed("agent", tenant + "/bob", Standing.of("available", NOON), Standing.of("busy", NOON));

        assertThat(gauge("cc.agents", tenant("state", "available"))).isEqualTo(1);
        assertThat(gauge("cc.agents", tenant("state", "busy"))).isEqualTo(1);
    }

    @Test
    void longestWaitGrowsByItself() {
        metrics.changed("queue", tenant + "/support", Standing.NONE, new Standing("queue", "support", "", 3, NOON));

        metrics.sample();

        assertThat(gauge("cc.queue.waiting", tenant("queue", "support"))).isEqualTo(3.0);
        assertThat(gauge("cc.queue.longest.wait", tenant("queue", "support"))).isEqualTo(90.0);
    }

    @Test
    void queueThatMovedAwayShowsNothing() {
        metrics.changed("queue", tenant + "/support", Standing.NONE, new Standing("queue", "support", "", 3, NOON));
        metrics.present("queue", tenant + "/support", new Standing("queue", "support", "", 3, NOON), Standing.NONE);

        metrics.sample();

        assertThat(gauge("cc.queue.waiting", tenant("queue", "support"))).isEqualTo(0.0);
    }
}
