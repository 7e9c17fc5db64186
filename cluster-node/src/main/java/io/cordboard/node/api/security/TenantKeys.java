package io.cordboard.node.api.security;

import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.KnownTenants;
import io.cordboard.node.api.Role;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.ApiKey;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The keys that tenants' administrators have issued. Anybody can make up a key of a tenant that does not exist. */
public final class TenantKeys implements ApiKeys {

    private final Entities entities;
    private final KnownTenants tenants;

    public TenantKeys(Entities entities) {
        this.entities = entities;
        this.tenants = new KnownTenants(entities);
    }

    @Override
    public CompletionStage<Optional<Caller>> find(PresentedKey presented) {
        return tenants.exists(presented.tenant())
                .thenCompose(there -> there
                        ? ask(new TenantCommand.LookKey(presented.tenant(), presented.id()))
                                .thenApply(found -> found.map(view -> ((TenantView.Key) view).key())
                                        .filter(key -> presented.matches(key.hash())
                                                && key.revoked().isEmpty())
                                        .map(key -> caller(presented.tenant(), key)))
                        : CompletableFuture.completedFuture(Optional.empty()));
    }

    private CompletionStage<Optional<Reply.View>> ask(io.cordboard.routing.entity.Command question) {
        return entities.ask(question).thenApply(reply -> switch (reply) {
            case Reply.Found found -> Optional.of(found.view());
            case Reply.Refused refused when refused.refusal() == Refusal.NOT_FOUND -> Optional.empty();
            case Reply.Refused refused -> throw Entities.problem(refused).exception();
            case Reply.Done done -> throw new IllegalStateException("Expected a view, but " + done.ref() + " was done");
        });
    }

    private static Caller caller(TenantId tenant, ApiKey key) {
        return new Caller(
                Optional.of(tenant),
                key.id(),
                EnumSet.of(role(key.role())),
                key.agent().map(agent -> new AgentId(tenant, agent)));
    }

    private static Role role(ApiKey.Role role) {
        return switch (role) {
            case AGENT -> Role.AGENT;
            case SUPERVISOR -> Role.SUPERVISOR;
            case ADMIN -> Role.ADMIN;
            case INTEGRATOR -> Role.INTEGRATOR;
        };
    }
}
