package io.cordboard.node.api.queue;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Past;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import io.cordboard.routing.router.ShareReport;
import io.cordboard.routing.router.TrialReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the policies that a queue tries would have decided, and what came of the share of its traffic that they ruled. */
public final class Trials {

    private static final Duration DAY = Duration.ofDays(1);

    /** Schema {@code TrialReport}. */
    record Body(
            QueueId queue, Instant from, Instant to, List<TrialReport.OfVersion> trials, List<ShareReport> shares) {}

    private final Entities entities;
    private final Past past;
    private final Clock clock;

    public Trials(Entities entities, Past past, Clock clock) {
        this.entities = entities;
        this.past = past;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/queues/{queue}/trial", Access.tenant(SUPERVISOR, ADMIN), this::report));
    }

    private CompletionStage<Answer> report(Call call) {
        QueueId queue = call.id("queue", QueueId::new);
        Instant now = clock.instant();
        Instant to = call.pastTime("to", now).orElse(now);
        Instant from = call.pastTime("from", now).orElse(to.minus(DAY));
        if (from.isAfter(to)) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected 'from' to be no later than 'to'")
                    .with(List.of(new Problem.Flaw("from", "Expected a time no later than " + to)))
                    .exception();
        }
        return entities.show(new QueueCommand.Show(queue))
                .thenCompose(found -> past.trial(
                        queue,
                        from,
                        to,
                        ((QueueView) found.view()).serviceLevel().within()))
                .thenApply(report -> Answer.ok(new Body(queue, from, to, report.trials(), report.shares())));
    }
}
