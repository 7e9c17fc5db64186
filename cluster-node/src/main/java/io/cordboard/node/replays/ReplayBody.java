package io.cordboard.node.replays;

import io.cordboard.persistence.replays.ReplayJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Schema {@code Replay}.
 *
 * @param policies names of those that were given
 * @param reason why it failed
 */
record ReplayBody(
        String id,
        String state,
        Instant from,
        Instant to,
        List<String> policies,
        long seed,
        Optional<Duration> interval,
        String askedBy,
        Instant asked,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Progress> progress,
        Optional<String> reason,
        Optional<String> report) {

    /** Schema {@code ReplayProgress}. */
    record Progress(String phase, double share) {}

    static ReplayBody of(ReplayJob job) {
        var order = ReplayOrder.read(job.request());
        return new ReplayBody(
                job.id(),
                job.state().word(),
                order.from(),
                order.to(),
                order.policies().stream()
                        .map(each -> each.queue().map(queue -> queue + '=').orElse("") + each.name())
                        .toList(),
                order.seed(),
                order.interval(),
                job.askedBy(),
                job.asked(),
                job.started(),
                job.ended(),
                job.phase().map(phase -> new Progress(phase, job.share())),
                job.reason(),
                Optional.of("/api/v1/replays/" + job.id() + "/report")
                        .filter(_ -> job.state() == ReplayJob.State.DONE));
    }
}
