package io.cordboard.persistence.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the tail does on every database. */
interface JournalTailContract {

    JournalSettings emptyDatabase();

    @Test
    default void rowsAreReadInOrderFromAnyCursor() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var scribe = new Scribe(database.readers())) {
            for (int i = 1; i <= 10; i++) {
                scribe.write("agent|acme/" + i % 3, i);
            }
            var committed = scribe.commit();
            var tail = new JournalTail(database);

            var all = tail.read(0, 100);
            assertThat(orderings(all)).isEqualTo(committed);
            assertThat(all.rows().getFirst().json()).isEqualTo("{\"text\":\"agent|acme/1 1\"}");
            assertThat(all.rows().getFirst().manifest()).isEqualTo("noted");
            var some = tail.read(committed.get(3), 4);
            assertThat(orderings(some)).isEqualTo(committed.subList(4, 8));
            assertThat(some.next()).isEqualTo(committed.get(7));
            assertThat(tail.read(all.next(), 100)).isEqualTo(new JournalTail.Page(List.of(), all.next(), false));
            assertThat(tail.highest()).contains(committed.getLast());
        }
    }

    @Test
    default void openTransactionHoldsLaterRowsUntilItCommits() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var slow = new Scribe(database.readers());
                var quick = new Scribe(database.readers())) {
            var tail = new JournalTail(database);
            quick.write("agent|acme/a", 1);
            var first = quick.commit().getFirst();
            slow.write("agent|acme/slow", 1);
            quick.write("agent|acme/a", 2);
            var third = quick.commit().getFirst();

            for (int i = 0; i < 50; i++) {
                var held = tail.read(0, 100);
                assertThat(orderings(held)).containsExactly(first);
                assertThat(held.waiting()).isTrue();
            }
            var second = slow.commit().getFirst();

            assertThat(orderings(readUntil(tail, third))).containsExactly(first, second, third);
        }
    }

    @Test
    default void rolledBackRowIsPassedWithinASecond() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var failing = new Scribe(database.readers());
                var quick = new Scribe(database.readers())) {
            var tail = new JournalTail(database);
            failing.write("agent|acme/failing", 1);
            failing.write("agent|acme/failing", 2);
            quick.write("agent|acme/a", 1);
            var third = quick.commit().getFirst();
            assertThat(tail.read(0, 100).rows()).isEmpty();

            failing.rollback();

            assertThat(orderings(readUntil(tail, third))).containsExactly(third);
        }
    }

    @Test
    default void writerThatCameLaterDoesNotHoldWhatIsSettled() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var failing = new Scribe(database.readers());
                var quick = new Scribe(database.readers());
                var later = new Scribe(database.readers())) {
            var tail = new JournalTail(database);
            failing.write("agent|acme/failing", 1);
            quick.write("agent|acme/a", 1);
            var second = quick.commit().getFirst();
            assertThat(tail.read(0, 100).rows()).isEmpty();
            later.write("agent|acme/later", 1);
            failing.rollback();

            assertThat(orderings(readUntil(tail, second))).containsExactly(second);
        }
    }

    @Test
    default void tenantsPageMovesPastOthersRows() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var scribe = new Scribe(database.readers())) {
            for (int i = 1; i <= 30; i++) {
                scribe.write("agent|busy/a", i);
            }
            scribe.write("agent|quiet/a", 1);
            scribe.write("agent|not-quiet/a", 1);
            scribe.write("tenant|quiet", 1);
            var committed = scribe.commit();
            var tail = new JournalTail(database);

            var first = tail.readOf("quiet", 0, 10, 20);
            assertThat(first.rows()).isEmpty();
            assertThat(first.next()).isEqualTo(committed.get(19));
            var second = tail.readOf("quiet", first.next(), 10, 20);
            assertThat(second.rows())
                    .extracting(JournalRow::persistenceId)
                    .containsExactly("agent|quiet/a", "tenant|quiet");
            assertThat(second.next()).isEqualTo(committed.getLast());
            var short1 = tail.readOf("quiet", first.next(), 1, 20);
            assertThat(short1.next()).isEqualTo(committed.get(30));
        }
    }

    @Test
    default void exactlyTheCommittedRowsAreReadOnceAndInOrder() throws Exception {
        var seed = Long.getLong("cordboard.seed", System.nanoTime());
        System.out.println("exactlyTheCommittedRowsAreReadOnceAndInOrder: -Dcordboard.seed=" + seed);
        var committed = new ConcurrentSkipListSet<Long>();
        try (var database = JournalDatabase.open(emptyDatabase());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tail = new JournalTail(database);
            var writers = new ArrayList<Future<?>>();
            for (int w = 0; w < 4; w++) {
                var random = new Random(seed + w);
                var persistenceId = "agent|acme/" + w;
                writers.add(threads.submit((Callable<Void>) () -> {
                    writeAtRandom(database, persistenceId, random, committed);
                    return null;
                }));
            }
            // Two readers share what is known about gaps, as a projection and a feed do.
            var feed = threads.submit(() -> readWhile(tail, writers, new Random(seed + 100)));
            var read = readWhile(tail, writers, new Random(seed + 101));

            var next = read.isEmpty() ? 0 : read.getLast();
            read.addAll(orderings(readUntil(tail, next, committed.last())));
            assertThat(read).as("seed %s", seed).containsExactlyElementsOf(committed);
            assertThat(committed).as("seed %s", seed).containsAll(feed.get());
            assertThat(feed.get())
                    .as("seed %s", seed)
                    .containsExactlyElementsOf(committed.headSet(
                            feed.get().isEmpty() ? 0L : feed.get().getLast(), true));
        }
    }

    private static void writeAtRandom(
            JournalDatabase database, String persistenceId, Random random, ConcurrentSkipListSet<Long> committed)
            throws SQLException {
        var sequenceNr = 0L;
        for (int transaction = 0; transaction < 150; transaction++) {
            try (var scribe = new Scribe(database.readers())) {
                var rows = 1 + random.nextInt(8);
                for (int row = 0; row < rows; row++) {
                    scribe.write(persistenceId, sequenceNr + row + 1);
                }
                if (random.nextInt(4) == 0) {
                    scribe.rollback();
                } else {
                    committed.addAll(scribe.commit());
                    sequenceNr += rows;
                }
            }
        }
    }

    private static List<Long> readWhile(JournalTail tail, List<Future<?>> writers, Random random) throws SQLException {
        var read = new ArrayList<Long>();
        var next = 0L;
        while (!writers.stream().allMatch(Future::isDone)) {
            var page = tail.read(next, 1 + random.nextInt(20));
            read.addAll(orderings(page));
            next = page.next();
        }
        for (var writer : writers) {
            assertThat(writer.state()).isEqualTo(Future.State.SUCCESS);
        }
        return read;
    }

    private static JournalTail.Page readUntil(JournalTail tail, long last) {
        return readUntil(tail, 0, last);
    }

    private static JournalTail.Page readUntil(JournalTail tail, long after, long last) {
        return await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> tail.read(after, 10_000), page -> page.next() == last);
    }

    private static List<Long> orderings(JournalTail.Page page) {
        return page.rows().stream().map(JournalRow::ordering).toList();
    }
}
