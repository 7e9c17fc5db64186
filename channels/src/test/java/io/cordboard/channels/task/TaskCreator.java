package io.cordboard.channels.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.leg.Outside;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that creates one task, and asks how it is getting on. */
final class TaskCreator implements Outside {

    private static final AtomicInteger TASKS = new AtomicInteger();
    private static final Party CRM = Party.supervisor("crm");

    private final Tasks tasks;
    private final Centre centre;
    private final InteractionId id;

    TaskCreator(Tasks tasks, Centre centre) {
        this.tasks = tasks;
        this.centre = centre;
        this.id = new InteractionId(centre.tenant(), "task-" + TASKS.incrementAndGet());
    }

    Task task(Optional<Instant> scheduled) {
        return new Task(
                id,
                centre.queue(),
                Optional.of("c-1"),
                Optional.of("Call back"),
                Attributes.of(Map.of("order", "77")),
                5,
                Map.of(),
                Optional.empty(),
                scheduled);
    }

    Reply create(Optional<Instant> scheduled, Instant now) {
        return answer(tasks.create(task(scheduled), now));
    }

    Reply reschedule(Instant due, Instant now) {
        return answer(tasks.reschedule(id, due, CRM, now));
    }

    Reply cancel() {
        return answer(tasks.cancel(id, CRM));
    }

    InteractionView view() {
        return (InteractionView) ((Reply.Found) answer(tasks.show(id))).view();
    }

    @Override
    public InteractionId arrive() {
        assertThat(create(Optional.empty(), Instant.now())).isInstanceOf(Reply.Done.class);
        return id;
    }

    @Override
    public void leave() {
        assertThat(cancel()).isInstanceOf(Reply.Done.class);
    }

    /** A task tells nobody anything. */
    @Override
    public List<String> told() {
        return List.of();
    }

    @Override
    public boolean isServed() {
        return view().phase() == Phase.ASSIGNED;
    }

    @Override
    public boolean isOver() {
        return switch (view().phase()) {
            case WRAPPING_UP, CLOSED -> true;
            case SCHEDULED, GUIDED, WAITING, OFFERED, ASSIGNED, OUTSIDE -> false;
        };
    }

    @Override
    public void close() {
        tasks.cancel(id, CRM);
    }

    private static Reply answer(CompletionStage<Reply> answer) {
        try {
            return answer.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("Expected an answer", e);
        }
    }
}
