package io.cordboard.persistence.replays;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.replays.ReplayJob.Report;
import io.cordboard.persistence.replays.ReplayJob.State;
import io.cordboard.routing.tenant.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The table of replays on every database, as two nodes see it. */
interface ReplayJobsContract {

    TenantId ACME = new TenantId("acme");
    TenantId OTHER = new TenantId("other");
    ReplayJobs.Limits LIMITS = new ReplayJobs.Limits(2, 2, Duration.ofDays(1), Duration.ofMinutes(1));

    JournalSettings emptyDatabase();

    @Test
    default void jobIsDoneByOneNodeAndToldByAnother() throws SQLException {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var one = new ReplayJobs(database.readers(), LIMITS);
            var another = new ReplayJobs(database.readers(), LIMITS);
            String id = another.submit(ACME, "sue", "{}").orElseThrow();
            assertThat(another.find(ACME, id).orElseThrow().state()).isEqualTo(State.QUEUED);

            assertThat(one.claim("r1").orElseThrow().id()).isEqualTo(id);
            assertThat(another.claim("r2")).isEmpty();
            assertThat(one.beat(id, "r1", "reading", 0.25)).isTrue();
            assertThat(another.beat(id, "r2", "reading", 0.75)).isFalse();

            ReplayJob running = another.find(ACME, id).orElseThrow();
            assertThat(running.state()).isEqualTo(State.RUNNING);
            assertThat(running.phase()).contains("reading");
            assertThat(running.share()).isEqualTo(0.25);
            assertThat(running.askedBy()).isEqualTo("sue");
            assertThat(running.request()).isEqualTo("{}");
            assertThat(another.report(ACME, id)).isEmpty();
            another.done(id, "r2", new Report("wrong", "wrong"));
            one.done(id, "r1", new Report("{ }\n", "a,b\n"));
            assertThat(another.report(ACME, id)).contains(new Report("{ }\n", "a,b\n"));
            assertThat(another.find(ACME, id).orElseThrow().ended()).isPresent();
            one.failed(id, "r1", "too late");
            assertThat(another.find(ACME, id).orElseThrow().state()).isEqualTo(State.DONE);
        }
    }

    @Test
    default void anotherTenantSeesAndCancelsNothing() throws SQLException {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var jobs = new ReplayJobs(database.readers(), LIMITS);
            String id = jobs.submit(ACME, "sue", "{}").orElseThrow();
            assertThat(jobs.claim("r")).isPresent();
            jobs.cancel(OTHER, id);
            jobs.done(id, "r", new Report("{}", ""));

            assertThat(jobs.find(OTHER, id)).isEmpty();
            assertThat(jobs.list(OTHER)).isEmpty();
            assertThat(jobs.report(OTHER, id)).isEmpty();
            assertThat(jobs.report(ACME, id)).isPresent();
            assertThat(jobs.list(ACME)).hasSize(1);
        }
    }

    @Test
    default void cancelledJobIsNobodysAndStaysCancelled() throws SQLException {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var jobs = new ReplayJobs(database.readers(), LIMITS);
            String running = jobs.submit(ACME, "sue", "{}").orElseThrow();
            assertThat(jobs.claim("r")).isPresent();
            String queued = jobs.submit(ACME, "sue", "{}").orElseThrow();
            assertThat(jobs.submit(ACME, "sue", "{}")).as("two are open").isEmpty();
            assertThat(jobs.submit(OTHER, "tom", "{}")).isPresent();

            jobs.cancel(ACME, running);
            jobs.cancel(ACME, queued);

            assertThat(jobs.beat(running, "r", "reading", 0.5)).isFalse();
            jobs.done(running, "r", new Report("{}", ""));
            assertThat(jobs.find(ACME, running).orElseThrow().state()).isEqualTo(State.CANCELLED);
            assertThat(jobs.claim("r").orElseThrow().tenant()).isEqualTo(OTHER);
            assertThat(jobs.claim("r")).isEmpty();
        }
    }

    @Test
    default void noMoreAreOpenThanMayBeWhoeverAsksAtOnce() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var threads = Executors.newFixedThreadPool(6)) {
            for (int round = 0; round < 20; round++) {
                var tenant = new TenantId("acme" + round);
                List<Callable<Optional<String>>> asking = Collections.nCopies(
                        6, () -> new ReplayJobs(database.readers(), LIMITS).submit(tenant, "sue", "{}"));
                int queued = 0;
                for (var asked : threads.invokeAll(asking)) {
                    queued += asked.get().isPresent() ? 1 : 0;
                }
                assertThat(queued).isEqualTo(LIMITS.open());
                assertThat(new ReplayJobs(database.readers(), LIMITS).list(tenant))
                        .hasSize(LIMITS.open());
            }
        }
    }

    @Test
    default void tenantsTakeTurns() throws SQLException {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var jobs = new ReplayJobs(database.readers(), LIMITS);
            String done = jobs.submit(ACME, "sue", "{}").orElseThrow();
            assertThat(jobs.claim("r1").orElseThrow().id()).isEqualTo(done);
            jobs.done(done, "r1", new Report("{}", ""));
            String second = jobs.submit(ACME, "sue", "{}").orElseThrow();
            String others = jobs.submit(OTHER, "tom", "{}").orElseThrow();
            assertThat(jobs.claim("r2").orElseThrow().id())
                    .as("never served so far")
                    .isEqualTo(others);
            String more = jobs.submit(OTHER, "tom", "{}").orElseThrow();
            assertThat(jobs.claim("r3").orElseThrow().id())
                    .as("has none running")
                    .isEqualTo(second);
            assertThat(jobs.claim("r4").orElseThrow().id()).isEqualTo(more);
        }
    }

    @Test
    default void jobWhoseNodeIsSilentHasFailedAndOldOnesAreForgotten() throws SQLException {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var patient = new ReplayJobs(database.readers(), LIMITS);
            var strict = new ReplayJobs(
                    database.readers(), new ReplayJobs.Limits(2, 2, Duration.ofDays(1), Duration.ofSeconds(-1)));
            String id = patient.submit(ACME, "sue", "{}").orElseThrow();
            assertThat(patient.claim("r")).isPresent();
            patient.tidy();
            assertThat(patient.find(ACME, id).orElseThrow().state()).isEqualTo(State.RUNNING);

            strict.tidy();

            ReplayJob lost = patient.find(ACME, id).orElseThrow();
            assertThat(lost.state()).isEqualTo(State.FAILED);
            assertThat(lost.reason().orElseThrow()).contains("it was lost");
            assertThat(patient.beat(id, "r", "reading", 1)).isFalse();
            for (int i = 0; i < 3; i++) {
                String more = patient.submit(ACME, "sue", "{}").orElseThrow();
                assertThat(patient.claim("r")).isPresent();
                patient.failed(more, "r", "x".repeat(5_000));
            }
            patient.tidy();
            assertThat(patient.list(ACME)).extracting(ReplayJob::id).hasSize(2).doesNotContain(id);
            new ReplayJobs(
                            database.readers(),
                            new ReplayJobs.Limits(2, 2, Duration.ofSeconds(-1), Duration.ofMinutes(1)))
                    .tidy();
            assertThat(patient.list(ACME)).isEmpty();
        }
    }
}
