package io.cordboard.persistence.journal;

import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.local.LocalPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the journal does while its server is away, and after. */
class PostgresOutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void frozenServerGivesFailuresAndWritesGoOnAfterwards() throws Exception {
        try (var server = LocalPostgres.startTemporary()) {
            survives(server, server::pause, server::resume);
        }
    }

    @Test
    void killedServerGivesFailuresAndWritesGoOnAfterwards() throws Exception {
        try (var server = LocalPostgres.startTemporary()) {
            survives(server, server::kill, server::start);
        }
    }

    private static void survives(LocalPostgres server, Runnable away, Runnable back) throws Exception {
        var settings = server.newDatabase("outage", 8);
        try (var database = JournalDatabase.open(settings);
                var health = JournalHealth.watch(database)) {
            JournalContract.withSystem(settings, system -> {
                try (var load = NotesLoad.start(system, 50, 50, Duration.ofSeconds(20))) {
                    await().atMost(PATIENCE)
                            .until(() -> load.stored() > 200 && health.trouble().isEmpty());
                    var failedBefore = load.failed();

                    away.run();

                    await().atMost(PATIENCE)
                            .until(() -> load.failed() > failedBefore + 5
                                    && health.trouble().isPresent());

                    back.run();

                    // The restarts that back off longest come back after 6 s; the circuit breaker after 3 s.
                    var storedBefore = load.stored();
                    await().atMost(PATIENCE)
                            .until(() -> load.stored() > storedBefore + 1_000
                                    && health.trouble().isEmpty());
                }
            });
        }
    }
}
