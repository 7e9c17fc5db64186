package io.cordboard.node.replays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.ops.replay.Progress;
import io.cordboard.ops.replay.ReplayLimits;
import io.cordboard.ops.replay.ReplayRefused;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.replays.ReplayJob;
import io.cordboard.persistence.replays.ReplayJob.State;
import io.cordboard.persistence.replays.ReplayJobs;
import io.cordboard.routing.tenant.TenantId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node does with the replays that were ordered; the engine is the test's. */
class ReplayRunnerTest {

    private static final TenantId ACME = new TenantId("acme");

    @TempDir
    private Path directory;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger step = new AtomicInteger();

    private JournalDatabase database;

    private ReplayJobs jobs;

    @BeforeEach
    void emptyTable() {
        database = JournalDatabase.open(JournalSettings.h2(directory, 2));
        jobs = new ReplayJobs(
                database.readers(), settings(Duration.ofMinutes(1)).jobs());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static ReplaysSettings settings(Duration time) {
        return new ReplaysSettings(
                new ReplayJobs.Limits(5, 20, Duration.ofDays(1), Duration.ofMinutes(1)),
                Duration.ofDays(1),
                ReplayLimits.NONE,
                time,
                1_000,
                Duration.ofMillis(20));
    }

    /** Until it is stopped, or the test says that it is done. */
    private ReplayJob.Report works(ReplayJob job, Progress progress) {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            while (step.get() < 4) {
                progress.at("reading", step.get(), 4);
                LockSupport.parkNanos(1_000_000);
            }
            return new ReplayJob.Report("{}", "");
        } finally {
            running.decrementAndGet();
        }
    }

    @Test
    void progressGrowsUntilItIsDoneAndOneRunsAtATime() throws SQLException {
        String first = jobs.submit(ACME, "sue", "{}").orElseThrow();
        String second = jobs.submit(ACME, "sue", "{}").orElseThrow();
        try (var _ = ReplayRunner.start(jobs, settings(Duration.ofMinutes(1)), this::works, ReplayObserver.NONE)) {
            for (; step.get() < 4; step.incrementAndGet()) {
                await().until(() -> {
                    ReplayJob job = jobs.find(ACME, first).orElseThrow();
                    return job.phase().isPresent() && job.share() == step.get() / 4.0;
                });
                assertThat(jobs.find(ACME, second).orElseThrow().state()).isEqualTo(State.QUEUED);
            }
            await().until(() -> jobs.find(ACME, second).orElseThrow().state() == State.DONE);
            assertThat(jobs.find(ACME, first).orElseThrow().state()).isEqualTo(State.DONE);
            assertThat(jobs.find(ACME, first).orElseThrow().share()).isEqualTo(1);
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void cancelledOneStopsAndTheNextBegins() throws SQLException {
        String first = jobs.submit(ACME, "sue", "{}").orElseThrow();
        try (var _ = ReplayRunner.start(jobs, settings(Duration.ofMinutes(1)), this::works, ReplayObserver.NONE)) {
            await().until(() -> running.get() == 1);

            jobs.cancel(ACME, first);

            await().until(() -> running.get() == 0);
            step.set(4);
            String second = jobs.submit(ACME, "sue", "{}").orElseThrow();
            await().until(() -> jobs.find(ACME, second).orElseThrow().state() == State.DONE);
            assertThat(jobs.find(ACME, first).orElseThrow().state()).isEqualTo(State.CANCELLED);
        }
    }

    @Test
    void nodeThatStopsFailsWhatItWasDoing() throws SQLException {
        String id = jobs.submit(ACME, "sue", "{}").orElseThrow();
        var runner = ReplayRunner.start(jobs, settings(Duration.ofMinutes(1)), this::works, ReplayObserver.NONE);
        await().until(() -> running.get() == 1);

        runner.close();

        assertThat(running).hasValue(0);
        assertThat(jobs.find(ACME, id).orElseThrow().reason().orElseThrow()).contains("it was stopped");
    }

    @Test
    void whatIsRefusedBreaksOrTakesTooLongOrTooMuchHasFailedAndSaysWhy() throws SQLException {
        assertFails("nobody", Duration.ofMinutes(1), (_, _) -> {
            throw new ReplayRefused("Expected agents, but there is nobody");
        });
        assertFails("the node failed", Duration.ofMinutes(1), (_, _) -> {
            throw new IllegalStateException("secret");
        });
        assertFails("could not: ask again later", Duration.ofMinutes(1), (_, progress) -> {
            var nowhere = JournalSettings.h2(directory.resolve("secret"), 2);
            return new ReplayOrder(Instant.EPOCH, Instant.now(), "Z", List.of(), 1, Optional.empty())
                    .replay(nowhere, ACME, ReplayLimits.NONE, progress);
        });
        assertFails("at most PT0.05S", Duration.ofMillis(50), this::works);
        assertFails(
                "an outcome of at most", Duration.ofMinutes(1), (_, _) -> new ReplayJob.Report("x".repeat(1_001), ""));
        assertFails(
                "at most 1000 bytes", Duration.ofMinutes(1), (_, _) -> new ReplayJob.Report("", "\u00e4".repeat(501)));
        assertThat(running).hasValue(0);
    }

    @Test
    void whatWaitsForADatabaseIsEndedWhenItIsCancelledLateOrItsNodeStops() throws SQLException {
        var stopped = new Semaphore(0);
        ReplayRunner.Engine hangs = (_, progress) -> {
            var ended = new Semaphore(0);
            progress.waiting(ended::release);
            running.incrementAndGet();
            ended.acquireUninterruptibly();
            stopped.release();
            throw new ReplayRefused("secret");
        };
        assertFails("at most PT0.05S", Duration.ofMillis(50), hangs);
        assertThat(stopped.tryAcquire()).isTrue();
        String cancelled = jobs.submit(ACME, "sue", "{}").orElseThrow();
        String left = jobs.submit(ACME, "sue", "{}").orElseThrow();
        try (var _ = ReplayRunner.start(jobs, settings(Duration.ofMinutes(1)), hangs, ReplayObserver.NONE)) {
            await().until(() -> running.get() == 2);
            jobs.cancel(ACME, cancelled);
            await().until(stopped::tryAcquire);
            await().until(() -> running.get() == 3);
        }
        assertThat(stopped.tryAcquire()).isTrue();
        assertThat(jobs.find(ACME, cancelled).orElseThrow().state()).isEqualTo(State.CANCELLED);
        assertThat(jobs.find(ACME, left).orElseThrow().reason().orElseThrow()).contains("it was stopped");
    }

    @Test
    void whatAnotherNodeHasLostFailsWhileOneIsRunning() throws SQLException {
        jobs = new ReplayJobs(
                database.readers(), new ReplayJobs.Limits(5, 20, Duration.ofDays(1), Duration.ofSeconds(3)));
        String lost = jobs.submit(ACME, "sue", "{}").orElseThrow();
        assertThat(jobs.claim("gone").orElseThrow().id()).isEqualTo(lost);
        String id = jobs.submit(ACME, "sue", "{}").orElseThrow();
        try (var _ = ReplayRunner.start(jobs, settings(Duration.ofMinutes(1)), this::works, ReplayObserver.NONE)) {
            await().until(() -> jobs.find(ACME, id).orElseThrow().state() == State.RUNNING);
            await().until(() -> jobs.find(ACME, lost).orElseThrow().state() == State.FAILED);
            assertThat(jobs.find(ACME, id).orElseThrow().state()).isEqualTo(State.RUNNING);
        }
    }

    private void assertFails(String reason, Duration time, ReplayRunner.Engine engine) throws SQLException {
        String id = jobs.submit(ACME, "sue", "{}").orElseThrow();
        try (var _ = ReplayRunner.start(jobs, settings(time), engine, ReplayObserver.NONE)) {
            await().until(() -> jobs.find(ACME, id).orElseThrow().state() == State.FAILED);
        }
        assertThat(jobs.find(ACME, id).orElseThrow().reason().orElseThrow())
                .contains(reason)
                .doesNotContain("secret");
    }
}
