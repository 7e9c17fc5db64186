package io.cordboard.node.replays;

import io.cordboard.ops.replay.Progress;
import io.cordboard.ops.replay.ReplayRefused;
import io.cordboard.persistence.replays.ReplayJob;
import io.cordboard.persistence.replays.ReplayJobs;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does replays, one at a time, on one thread of low priority. */
final class ReplayRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);

    /** Times that a node looks for a replay before the table is tidied up. */
    private static final int LOOKS = 10;

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    /** What replays. */
    interface Engine {
        /** @throws ReplayRefused if it cannot be */
        ReplayJob.Report replay(ReplayJob job, Progress progress);
    }

    /** It is nobody's any more. Expected, so it has no stack trace. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("Expected a replay that is still wanted", null, false, false);
        }
    }

    private final ReplayJobs jobs;
    private final ReplaysSettings settings;
    private final Engine engine;
    private final ReplayObserver observer;
    private final Semaphore wake = new Semaphore(0);
    private final ScheduledExecutorService beats;
    private final Thread worker;
    private volatile boolean closed;

    // Nothing relies on it: where the scheduler heeds priorities, a replay gives way to those who wait for a call.
    @SuppressWarnings("ThreadPriorityCheck")
    private ReplayRunner(ReplayJobs jobs, ReplaysSettings settings, Engine engine, ReplayObserver observer) {
        this.jobs = jobs;
        this.settings = settings;
        this.engine = engine;
        this.observer = observer;
        this.beats = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("replay-beat").factory());
        this.worker = Thread.ofPlatform()
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .name("replay")
                .unstarted(this::work);
    }

    static ReplayRunner start(ReplayJobs jobs, ReplaysSettings settings, Engine engine, ReplayObserver observer) {
        var runner = new ReplayRunner(jobs, settings, engine, observer);
        // Not between its own: one may run for long, and those that others have lost must not wait for it.
        var _ = runner.beats.scheduleWithFixedDelay(
                runner::tidy, 0, settings.poll().multipliedBy(LOOKS).toMillis(), TimeUnit.MILLISECONDS);
        runner.worker.start();
        return runner;
    }

    /** There may be something to do. */
    void wake() {
        wake.release();
    }

    private void work() {
        while (!closed) {
            try {
                String run = UUID.randomUUID().toString();
                Optional<ReplayJob> job = jobs.claim(run);
                if (job.isPresent()) {
                    run(job.get(), run);
                } else {
                    pause();
                }
            } catch (SQLException | RuntimeException e) {
                LOG.warn("Could not look for replays", e);
                pause();
            }
        }
    }

    private void tidy() {
        try {
            jobs.tidy();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("Could not tidy up the replays", e);
        }
    }

    private void pause() {
        try {
            if (wake.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void run(ReplayJob job, String run) throws SQLException {
        observer.started();
        long began = System.nanoTime();
        var watched = new Watched(job.id(), run, began + settings.time().toNanos());
        var beating = beats.scheduleAtFixedRate(watched, 0, settings.poll().toMillis(), TimeUnit.MILLISECONDS);
        ReplayJob.State how = ReplayJob.State.FAILED;
        try {
            ReplayJob.Report report = replay(job, watched);
            if (Math.max(bytes(report.json()), bytes(report.csv())) > settings.report()) {
                throw new ReplayRefused("Expected an outcome of at most " + settings.report()
                        + " bytes, but it is longer: ask for a longer interval, or fewer policies");
            }
            jobs.done(job.id(), run, report);
            how = ReplayJob.State.DONE;
        } catch (Stopped stopped) {
            how = ReplayJob.State.CANCELLED;
            if (closed) {
                jobs.failed(job.id(), run, "Expected its node to go on with it, but it was stopped: ask again");
            }
        } catch (ReplayRefused refused) {
            jobs.failed(job.id(), run, reason(job, refused));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            LOG.error("Could not do replay {} of {}", job.id(), job.tenant(), e);
            jobs.failed(job.id(), run, "Expected to replay it, but the node failed");
        } finally {
            beating.cancel(false);
            observer.ended(how, System.nanoTime() - began);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private ReplayJob.Report replay(ReplayJob job, Watched watched) {
        try {
            ReplayJob.Report report = engine.replay(job, watched);
            watched.check();
            return report;
        } catch (RuntimeException e) {
            // It may have failed because it was to end.
            watched.check();
            throw e;
        }
    }

    private static String reason(ReplayJob job, ReplayRefused refused) {
        if (refused.isOfDatabase()) {
            // Where the journal is, and what its driver says, is for the log.
            LOG.warn("Could not read the journal for replay {} of {}", job.id(), job.tenant(), refused);
            return "Expected to read the journal, but could not: ask again later";
        }
        return String.valueOf(refused.getMessage());
    }

    /** Hears how far one is, writes it down now and then, and ends it when nobody wants it any more. */
    private final class Watched implements Progress, Runnable {
        private final String id;
        private final String run;
        private final long deadline;
        private volatile String phase = "reading";
        private volatile double share;
        private volatile boolean lost;
        private volatile Runnable stop = () -> {};

        Watched(String id, String run, long deadline) {
            this.id = id;
            this.run = run;
            this.deadline = deadline;
        }

        @Override
        public void at(String stage, long done, long all) {
            phase = stage;
            share = all <= 0 ? 0 : Math.clamp((double) done / all, 0, 1);
            check();
        }

        @Override
        public void waiting(Runnable how) {
            stop = how;
        }

        void check() {
            if (lost || closed) {
                throw new Stopped();
            }
            if (isLate()) {
                throw new ReplayRefused("Expected a replay of at most " + settings.time() + ", but it takes longer");
            }
        }

        private boolean isLate() {
            return System.nanoTime() - deadline > 0;
        }

        @Override
        public void run() {
            try {
                lost = lost || !jobs.beat(id, run, phase, share);
            } catch (SQLException | RuntimeException e) {
                LOG.warn("Could not say how far replay {} is", id, e);
            }
            if (lost || closed || isLate()) {
                stop.run();
            }
        }
    }

    /** Stops what is being done, which is failed then. */
    @Override
    public void close() {
        closed = true;
        wake.release();
        try {
            if (!worker.join(ENDS_WITHIN)) {
                LOG.warn("The replay does not stop within {}", ENDS_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        beats.shutdownNow();
    }
}
