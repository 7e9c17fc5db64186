package io.cordboard.ops.bench;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;
import java.sql.SQLException;
import java.util.Optional;

/** Benchmarks a, b and c: whole lifecycles, the bare journal, and a table as a queue, on one PostgreSQL in one run. */
final class DurableBench {

    private static final int[] WORKERS = {8, 16, 32, 64, 128};

    private final BenchSettings settings;
    private final Report report;

    DurableBench(BenchSettings settings, Report report) {
        this.settings = settings;
        this.report = report;
    }

    void run() throws SQLException {
        report.heading("a, b, c: lifecycles on PostgreSQL (fsync on), the bare journal, a table as a queue");
        try (var server = LocalPostgres.startTemporary()) {
            JournalSettings journal = server.newDatabase("bench", 16);
            var meter = new Meter(settings, report, Optional.of(server));
            var lifecycles = new Lifecycles("durable lifecycles", settings.size(400, 20));
            try (var node = BenchNode.durable(journal, lifecycles)) {
                var floor = Floor.open(node, "bench", 4, settings.size(500, 20));
                lifecycles.on(node, floor);
                long configured =
                        JournalCheck.of(node.database(), floor.tenant()).events();
                lifecycles.sample();
                meter.warmUp(lifecycles);
                var bare = new BareJournal(
                        node.system(), "run", settings.size(2_000, 50), settings.size(500, 20), lifecycles.sampled());
                meter.warmUp(bare);

                Pair journals = meter.pair(lifecycles, bare);
                var check = JournalCheck.of(node.database(), floor.tenant());
                check.require(lifecycles.acknowledged());
                double each = (check.events() - configured) / (double) check.settled();
                report.figure("events per lifecycle", each, "");
                report.pair("a/b", journals);
                report.figure("a: lifecycles/s", journals.a().mean().perSecond(), "");
                report.figure("b: events/s", journals.b().mean().perSecond(), "");
                report.aim(
                        "a: durable lifecycles/s",
                        journals.a().mean().perSecond(),
                        ">= 1000",
                        journals.a().mean().perSecond() >= 1_000);
                report.aim(
                        "events per lifecycle x a / b",
                        each * journals.ratio(),
                        ">= 0.5",
                        each * journals.ratio() >= 0.5);

                try (var table = best(journal, meter)) {
                    Pair tables = meter.pair(lifecycles, table);
                    JournalCheck.of(node.database(), floor.tenant()).require(lifecycles.acknowledged());
                    report.pair("a/c", tables);
                    report.aim("a / c", tables.ratio(), ">= 1", tables.ratio() >= 1);
                }
                report.line("of %,d interactions: %s", lifecycles.done(), lifecycles.detours());
                report.line(
                        "checked: the journal holds %,d interactions, each assigned to one agent, closed once, settled;"
                                + " %d commands were sent again",
                        lifecycles.acknowledged(), lifecycles.retried());
            }
        }
    }

    /** The table queue with as many workers as suit it best. */
    private TableQueue best(JournalSettings journal, Meter meter) throws SQLException {
        int best = WORKERS[0];
        double rate = 0;
        for (int workers : WORKERS) {
            try (var table = new TableQueue(journal, workers)) {
                double reached = meter.measure(table).perSecond();
                if (reached > rate) {
                    best = workers;
                    rate = reached;
                }
            }
        }
        return new TableQueue(journal, best);
    }
}
