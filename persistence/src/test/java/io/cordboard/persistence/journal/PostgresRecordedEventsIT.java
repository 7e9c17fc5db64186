package io.cordboard.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.local.LocalPostgres;
import io.cordboard.routing.tenant.TenantId;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PostgresRecordedEventsIT {

    @Test
    void readingThatWaitsForTheServerEndsWhenItIsStopped() throws SQLException {
        JournalSettings settings = LocalPostgres.shared().newDatabase("recorded", 2);
        try (var database = JournalDatabase.open(settings);
                var other =
                        DriverManager.getConnection(database.settings().url(), settings.user(), settings.password());
                var lock = other.createStatement();
                var recorded = RecordedEvents.open(settings)) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE \"event_journal\" IN ACCESS EXCLUSIVE MODE");
            var ended = new CompletableFuture<Throwable>();
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> ended.complete(
                            catchThrowable(() -> recorded.read(new TenantId("acme"), Instant.now(), _ -> {}))));
            await().during(Duration.ofMillis(500)).until(() -> !ended.isDone());

            recorded.stop();

            await().atMost(Duration.ofSeconds(5)).until(ended::isDone);
            assertThat(ended).isCompletedWithValueMatching(SQLException.class::isInstance);
        }
    }
}
