package io.cordboard.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.junit.jupiter.api.Test;

/** What the journal does on every database. */
interface JournalContract {

    /** An empty database of its own for each test. */
    JournalSettings emptyDatabase();

    @Test
    default void whatWasAcknowledgedIsThereAfterARestart() throws Exception {
        var settings = emptyDatabase();
        JournalDatabase.open(settings).close();
        var told = IntStream.range(0, 500).mapToObj(i -> "note " + i).toList();
        withSystem(settings, system -> {
            var notes = system.actorOf(Notes.props("notes|acme/a"));
            var answers =
                    told.stream().map(text -> ask(notes, new Notes.Note(text))).toList();
            answers.forEach(JournalContract::get);
        });

        withSystem(settings, system -> {
            var notes = system.actorOf(Notes.props("notes|acme/a"));
            assertThat(get(ask(notes, Notes.Read.ALL))).isEqualTo(told);
        });
    }

    @Test
    default void snapshotIsOnlyAShortcutToTheSameState() throws Exception {
        var settings = emptyDatabase();
        try (var database = JournalDatabase.open(settings)) {
            withSystem(settings, system -> {
                var notes = system.actorOf(Notes.props("notes|acme/a"));
                get(ask(notes, new Notes.Note("one")));
                get(ask(notes, new Notes.Note("two")));
                notes.tell(new Notes.SaveSnapshot(), ActorRef.noSender());
                await().until(() -> count(database, "\"snapshot\"") == 1);
                get(ask(notes, new Notes.Note("three")));
            });
            withSystem(settings, system -> {
                var notes = system.actorOf(Notes.props("notes|acme/a"));
                assertThat(get(ask(notes, Notes.Read.ALL))).isEqualTo(List.of("one", "two", "three"));
            });

            try (var connection = database.readers().getConnection();
                    var statement = connection.createStatement()) {
                // What the snapshot saved is unreadable from now on.
                statement.executeUpdate("UPDATE \"snapshot\" SET \"snapshot_ser_id\" = 4711");
            }
            withSystem(settings, system -> {
                var notes = system.actorOf(Notes.props("notes|acme/a"));
                assertThat(get(ask(notes, Notes.Read.ALL))).isEqualTo(List.of("one", "two", "three"));
            });
        }
    }

    @Test
    default void nodesThatStartTogetherMigrateOnce() throws Exception {
        var settings = emptyDatabase();
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            var starts = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 4; i++) {
                starts.add(nodes.submit(() -> Migrations.run(settings)));
            }
            var applied = new ArrayList<Integer>();
            for (var start : starts) {
                applied.add(start.get());
            }
            // Nodes may share the work, one migration each; what counts is that none is applied twice.
            assertThat(applied.stream().mapToInt(Integer::intValue).sum()).isEqualTo(recordedMigrations(settings));
        }
        assertThat(Migrations.run(settings)).isZero();
    }

    private static int recordedMigrations(JournalSettings settings) throws Exception {
        try (var database = JournalDatabase.open(settings)) {
            // Rank -1 notes on H2 that the history's table was made.
            return Math.toIntExact(count(database, "\"flyway_schema_history\" WHERE \"installed_rank\" > 0"));
        }
    }

    private static long count(JournalDatabase database, String from) throws Exception {
        try (var connection = database.readers().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Something done with a running actor system. */
    interface Use {
        void with(ActorSystem system) throws Exception;
    }

    static void withSystem(JournalSettings settings, Use use) throws Exception {
        var system = ActorSystem.create("journal", Notes.config(settings));
        try {
            use.with(system);
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get();
        }
    }

    static CompletionStage<Object> ask(ActorRef actor, Object message) {
        return Patterns.ask(actor, message, Duration.ofSeconds(20));
    }

    static Object get(CompletionStage<Object> answer) {
        return answer.toCompletableFuture()
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
