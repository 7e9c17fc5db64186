package io.cordboard.telephony.call;

import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.leg.LegReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reports one thing after the other, each again until it is taken note of. What routing cannot be told for minutes it finds out
 * otherwise: nobody follows the call any more. Used by one actor, which passes on what it is told.
 */
final class Reporter {

    /** What the actor does for it. */
    interface Owner {
        CompletionStage<Reply> tell(LegReport report);

        /** Passes the answer back to {@link #answered}. */
        void whenAnswered(LegReport report, Optional<Refusal> refusal);

        /** Calls {@link #again} after a while. */
        void later(Duration delay);

        void done(LegReport report, Optional<Refusal> refusal);
    }

    private static final int MOST_TRIES = 8;

    private final Owner owner;
    private final Deque<LegReport> waiting = new ArrayDeque<>();
    private boolean busy;
    private int tries;

    Reporter(Owner owner) {
        this.owner = owner;
    }

    void add(LegReport report) {
        waiting.add(report);
        next();
    }

    private void next() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            again();
        }
    }

    void again() {
        LegReport report = waiting.element();
        tries++;
        owner.tell(report)
                .whenComplete((reply, failure) -> owner.whenAnswered(
                        report, failure == null ? refusal(reply) : Optional.of(Refusal.UNAVAILABLE)));
    }

    void answered(LegReport report, Optional<Refusal> refusal) {
        boolean passing = refusal.filter(r -> r == Refusal.UNAVAILABLE || r == Refusal.OVERLOADED)
                .isPresent();
        // Who arrives is not kept waiting without a word.
        if (passing && !(report instanceof LegReport.Arrived) && tries < MOST_TRIES) {
            owner.later(Duration.ofMillis(500L << tries));
            return;
        }
        waiting.remove();
        busy = false;
        tries = 0;
        owner.done(report, refusal);
        next();
    }

    private static Optional<Refusal> refusal(Reply reply) {
        return reply instanceof Reply.Refused refused ? Optional.of(refused.refusal()) : Optional.empty();
    }
}
