package io.cordboard.channels.task;

import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.Legs;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * The one door to tasks, for whatever creates work. Each call is answered as routing answers it: {@link Reply.Done} once it is
 * recorded (or was already), or the refusal. Repeating a call does no harm.
 */
public final class Tasks {

    private final Legs legs;

    public Tasks(Legs legs) {
        this.legs = legs;
    }

    /**
     * Begins it, at once or at its time. Refused: ALREADY_EXISTS if its id was used for another, INVALID if it names no queue and the
     * tenant has no classification; fails with a {@link TaskFlaw}.
     */
    public CompletionStage<Reply> create(Task task, Instant now) {
        return task.queue().isPresent() ? legs.report(task.arrival(now)) : legs.report(task.unplaced(now));
    }

    /**
     * Not to be worked on before {@code due}, or at once if that has passed, as long as nobody has begun. Refused: WRONG_PHASE,
     * NOT_HELD for an agent; fails with a {@link TaskFlaw}.
     */
    public CompletionStage<Reply> reschedule(InteractionId task, Instant due, Party by, Instant now) {
        Task.requireWithinHorizon(due, now);
        return legs.report(new LegReport.Rescheduled(task, due, by));
    }

    /** Nobody wants it done any more, as long as nobody has begun. Refused: WRONG_PHASE, NOT_HELD for an agent. */
    public CompletionStage<Reply> cancel(InteractionId task, Party by) {
        return legs.report(new LegReport.Withdrawn(task, by));
    }

    /** How it is now. */
    public CompletionStage<Reply> show(InteractionId task) {
        return legs.show(task);
    }
}
