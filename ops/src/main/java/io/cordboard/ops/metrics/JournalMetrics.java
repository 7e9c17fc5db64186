package io.cordboard.ops.metrics;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.projection.Projection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import kamon.Kamon;
import kamon.metric.Gauge;
import kamon.metric.MeasurementUnit;
import kamon.metric.Timer;

/** Whether the journal's database answers, and how far the views are behind it. */
public final class JournalMetrics {

    private static final int ANSWER_SECONDS = 2;

    private final JournalDatabase database;
    private final Gauge up = Kamon.gauge("cc.journal.up", "1 while the journal's database answers")
            .withoutTags();
    private final Timer ping = Kamon.timer(
                    "cc.journal.ping", "How long the journal's database takes to say that it is there")
            .withoutTags();
    private final List<View> views = new ArrayList<>();

    /** One projection; what it says matters where it runs, which is on one node. */
    private record View(Projection projection, Gauge running, Gauge lag, Gauge ordering, Gauge failing) {

        void sample() {
            var status = projection.status();
            running.update(status.running() ? 1 : 0);
            lag.update(status.lag().toMillis() / 1e3);
            ordering.update((double) status.ordering());
            failing.update(status.failure().isPresent() ? 1 : 0);
        }
    }

    public JournalMetrics(JournalDatabase database, List<Projection> projections) {
        this.database = database;
        var running = Kamon.gauge("cc.projection.running", "1 on the node that keeps this view up to date");
        var lag = Kamon.gauge(
                "cc.projection.lag",
                "How far this view is behind",
                MeasurementUnit.time().seconds());
        var ordering = Kamon.gauge("cc.projection.ordering", "The number of the last event that this view has");
        var failing = Kamon.gauge("cc.projection.failing", "1 while this view does not get on");
        for (Projection projection : projections) {
            String name = projection.status().name();
            views.add(new View(
                    projection,
                    running.withTag("projection", name),
                    lag.withTag("projection", name),
                    ordering.withTag("projection", name),
                    failing.withTag("projection", name)));
        }
    }

    /** Asks the database; takes as long as that takes. */
    public void sample() {
        long started = System.nanoTime();
        boolean there = answers();
        up.update(there ? 1 : 0);
        if (there) {
            ping.record(System.nanoTime() - started);
        }
        views.forEach(View::sample);
    }

    private boolean answers() {
        try (var connection = database.readers().getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }
}
