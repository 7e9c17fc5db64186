package io.cordboard.node.api.queue;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Page;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How long a queue's line is, and who stands in it. */
public final class QueueStates {

    private static final String ONE = "/api/v1/queues/{queue}";

    /** Schema {@code QueueLive}. */
    record Live(
            QueueId id,
            String displayName,
            String policy,
            int policyVersion,
            Target serviceLevel,
            boolean open,
            int waiting,
            Optional<Instant> longestSince) {

        static Live of(QueueView view) {
            return new Live(
                    view.queue(),
                    view.displayName(),
                    view.policyId(),
                    view.policyVersion(),
                    new Target(view.serviceLevel().within(), view.serviceLevel().share()),
                    view.open(),
                    view.waiting(),
                    view.longestSince());
        }
    }

    /** This share is to be answered within this time: schema {@code ServiceLevelTarget}. */
    record Target(Duration within, double share) {}

    /** One that waits: schema {@code WaitingEntry}. */
    record Entry(InteractionId interaction, int priority, Instant since, Instant enqueued) {

        static Entry of(QueueView.Entry entry) {
            return new Entry(entry.interaction(), entry.priority(), entry.since(), entry.enqueued());
        }
    }

    private final Entities entities;

    public QueueStates(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ONE + "/live", Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR), this::live),
                Endpoint.get(ONE + "/waiting", Access.tenant(SUPERVISOR, ADMIN, INTEGRATOR), this::waiting));
    }

    private CompletionStage<Answer> live(Call call) {
        return entities.show(new QueueCommand.Show(call.id("queue", QueueId::new)))
                .thenApply(found -> Answer.ok(Live.of((QueueView) found.view())));
    }

    private CompletionStage<Answer> waiting(Call call) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        Optional<InteractionId> after =
                call.query("after", cursor -> new InteractionId(call.tenant(), Cursor.name(cursor)));
        return entities.show(new QueueCommand.ShowWaiting(call.id("queue", QueueId::new), after, limit))
                .thenApply(found -> {
                    List<Entry> entries = ((QueueView.Waiting) found.view())
                            .entries().stream().map(Entry::of).toList();
                    Optional<String> next = entries.size() < limit
                            ? Optional.empty()
                            : Optional.of(
                                    Cursor.of(entries.getLast().interaction().name()));
                    return Answer.ok(new Page<>(entries, next));
                });
    }
}
