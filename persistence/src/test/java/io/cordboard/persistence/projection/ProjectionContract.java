package io.cordboard.persistence.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.persistence.tail.Scribe;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a projection does on every database. */
interface ProjectionContract {

    ProjectionSettings QUICK = new ProjectionSettings(Duration.ofMillis(5), 20, Duration.ofMillis(50));

    JournalSettings emptyDatabase();

    @Test
    default void eachEventIsAppliedOnceAcrossStopsAndStarts() throws Exception {
        var seed = Long.getLong("cordboard.seed", System.nanoTime());
        System.out.println("eachEventIsAppliedOnceAcrossStopsAndStarts: -Dcordboard.seed=" + seed);
        var random = new Random(seed);
        try (var database = JournalDatabase.open(emptyDatabase());
                var scribe = new Scribe(database.readers())) {
            var ledger = new Ledger(database);
            var tail = new JournalTail(database);
            var committed = new ArrayList<Long>();
            try (var projection = new Projection("ledger", database, tail, ledger, QUICK)) {
                for (int i = 1; i <= 200; i++) {
                    scribe.write("agent|acme/a", i);
                    committed.addAll(scribe.commit());
                    switch (random.nextInt(8)) {
                        case 0 -> projection.start();
                        case 1 -> projection.stop();
                        default -> {}
                    }
                }
                projection.start();
                await().until(() -> projection.status().ordering() == committed.getLast());
                assertThat(projection.status().healthy()).isTrue();
            }
            assertThat(ledger.lines()).as("seed %s", seed).isEqualTo(committed);
        }
    }

    @Test
    default void batchThatFailsHalfWayLeavesNothingBehindAndIsTriedAgain() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var scribe = new Scribe(database.readers())) {
            var ledger = new Ledger(database);
            var committed = write(scribe, 1, 100);
            var random = new Random(1);
            ProjectionHandler failing = (transaction, rows) -> {
                ledger.apply(transaction, rows);
                if (random.nextInt(3) != 0) {
                    throw new SQLException("broken on purpose, after the rows were written");
                }
            };
            try (var projection = new Projection("ledger", database, new JournalTail(database), failing, QUICK)) {
                projection.start();
                await().until(() -> projection.status().ordering() == committed.getLast());
            }
            assertThat(ledger.lines()).isEqualTo(committed);
        }
    }

    @Test
    default void eventThatCannotBeAppliedIsShownAndNeverSkipped() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var scribe = new Scribe(database.readers())) {
            var ledger = new Ledger(database);
            var committed = write(scribe, 1, 50);
            var poison = committed.get(30);
            var mended = new AtomicBoolean();
            ProjectionHandler choking = (transaction, rows) -> {
                if (!mended.get() && rows.stream().anyMatch(row -> row.ordering() == poison)) {
                    throw new IllegalStateException("cannot read " + poison);
                }
                ledger.apply(transaction, rows);
            };
            try (var projection = new Projection("ledger", database, new JournalTail(database), choking, QUICK)) {
                projection.start();
                await().until(() ->
                        projection.status().failure().map(f -> f.tries() > 3).orElse(false));

                var failure = projection.status().failure().orElseThrow();
                assertThat(failure.afterOrdering()).isEqualTo(committed.get(29));
                assertThat(failure.reason()).contains("cannot read " + poison);
                assertThat(projection.status().healthy()).isFalse();
                assertThat(ledger.lines()).isEqualTo(committed.subList(0, 30));

                mended.set(true);
                await().until(() -> projection.status().ordering() == committed.getLast());
                assertThat(projection.status().healthy()).isTrue();
            }
            assertThat(ledger.lines()).isEqualTo(committed);
        }
    }

    @Test
    default void twoRunnersAtOnceApplyEachEventOnce() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var scribe = new Scribe(database.readers())) {
            var ledger = new Ledger(database);
            var applied = new AtomicInteger();
            ProjectionHandler counting = (transaction, rows) -> {
                ledger.apply(transaction, rows);
                applied.addAndGet(rows.size());
            };
            try (var one = new Projection("ledger", database, new JournalTail(database), counting, QUICK);
                    var other = new Projection("ledger", database, new JournalTail(database), counting, QUICK)) {
                one.start();
                other.start();
                var committed = new ArrayList<Long>();
                for (int i = 0; i < 100; i++) {
                    committed.addAll(write(scribe, 1 + i * 5L, 5));
                }
                await().until(() -> one.status().ordering() == committed.getLast()
                        && other.status().ordering() == committed.getLast());
                assertThat(ledger.lines()).isEqualTo(committed);
                assertThat(applied).hasValue(committed.size());
            }
        }
    }

    @Test
    default void journalThatEndsBeforeTheOffsetIsShownAsFailure() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var scribe = new Scribe(database.readers())) {
            write(scribe, 1, 3);
            try (var connection = database.readers().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("INSERT INTO projection_offset VALUES ('ledger', 1000, CURRENT_TIMESTAMP)");
            }
            try (var projection =
                    new Projection("ledger", database, new JournalTail(database), new Ledger(database), QUICK)) {
                projection.start();
                await().until(() -> projection.status().failure().isPresent());
                assertThat(projection.status().failure().orElseThrow().reason())
                        .contains("Expected the journal to reach 1000", "it ends at 3");
            }
        }
    }

    private static List<Long> write(Scribe scribe, long firstSequenceNr, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            scribe.write("agent|acme/a", firstSequenceNr + i);
        }
        return scribe.commit();
    }
}
