package io.cordboard.node.api;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Where work may be sent: to the queues and agents of the tenant, without those that were removed. Nobody may be sent where
 * nobody is, through whichever door the request comes.
 */
public final class Destinations {

    private final Entities entities;

    public Destinations(Entities entities) {
        this.entities = entities;
    }

    /** Fails with the problem of a value at {@code pointer} where there is no such queue. */
    public CompletionStage<Void> requireQueue(String pointer, QueueId queue) {
        return require(
                new QueueCommand.Show(queue),
                view -> view instanceof QueueView shown && shown.removed(),
                Problem.invalid(pointer, "Expected one of the tenant's queues"));
    }

    /** Fails with the problem of a value at {@code pointer} where there is no such agent. */
    public CompletionStage<Void> requireAgent(String pointer, AgentId agent) {
        return require(
                new AgentCommand.Show(agent),
                view -> view instanceof AgentView shown && shown.removed(),
                Problem.invalid(pointer, "Expected one of the tenant's agents"));
    }

    /** The same for both, as members {@code queue} and {@code agent} of the object at {@code pointer}. */
    public CompletionStage<Void> require(String pointer, Optional<QueueId> queue, Optional<AgentId> agent) {
        return queue.map(to -> requireQueue(pointer + "/queue", to))
                .orElseGet(Destinations::fine)
                .thenCompose(_ ->
                        agent.map(to -> requireAgent(pointer + "/agent", to)).orElseGet(Destinations::fine));
    }

    private CompletionStage<Void> require(Command question, Predicate<Reply.View> removed, Problem absent) {
        return entities.ask(question).thenAccept(reply -> {
            switch (reply) {
                case Reply.Found found when !removed.test(found.view()) -> {}
                case Reply.Refused refused
                when refused.refusal() != Refusal.NOT_FOUND ->
                    throw Entities.problem(refused).exception();
                case Reply.Found _, Reply.Refused _, Reply.Done _ -> throw absent.exception();
            }
        });
    }

    private static CompletionStage<Void> fine() {
        return CompletableFuture.completedFuture(null);
    }
}
