package io.cordboard.node.api.security;

import io.cordboard.node.api.Entities;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.AgentSettings;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * As the tenant's administrator has said: the agent with this subject, else the agent of this very name. An agent who has
 * another subject is not to be had by a name: it belongs to whom the administrator has given it.
 */
public final class TenantSubjects implements Subjects {

    private final Entities entities;

    public TenantSubjects(Entities entities) {
        this.entities = entities;
    }

    @Override
    public CompletionStage<Optional<AgentId>> agent(TenantId tenant, String subject) {
        return item(new TenantCommand.FindAgent(tenant, subject))
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedFuture(found.map(
                                item -> new AgentId(tenant, item.named().ref().name())))
                        : named(tenant, subject));
    }

    private CompletionStage<Optional<AgentId>> named(TenantId tenant, String subject) {
        AgentId agent;
        try {
            agent = new AgentId(tenant, subject);
        } catch (IllegalArgumentException e) {
            // Not a name, so nobody's.
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return item(new TenantCommand.Look(tenant, new Ref(Kind.AGENT, subject)))
                .thenApply(found -> Optional.of(agent)
                        .filter(_ -> found.flatMap(TenantSubjects::subject).isEmpty()));
    }

    private static Optional<String> subject(TenantView.Item item) {
        return item.named().settings() instanceof AgentSettings agent ? agent.subject() : Optional.empty();
    }

    private CompletionStage<Optional<TenantView.Item>> item(TenantCommand question) {
        return entities.ask(question).thenApply(reply -> switch (reply) {
            case Reply.Found(_, _, TenantView.Item item) -> Optional.of(item);
            case Reply.Refused refused when refused.refusal() == Refusal.NOT_FOUND -> Optional.empty();
            case Reply.Refused refused -> throw Entities.problem(refused).exception();
            default -> throw new IllegalStateException("Expected an agent's settings, but got " + reply);
        });
    }
}
