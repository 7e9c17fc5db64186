package io.cordboard.node.api.security;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Role;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Who the caller is, as the API sees them. */
public final class Identity {

    /** Schema {@code Me}. */
    record Body(Optional<TenantId> tenant, String subject, List<String> roles, Optional<AgentId> agent) {

        static Body of(Caller caller) {
            return new Body(
                    caller.tenant(),
                    caller.subject(),
                    caller.roles().stream().map(Role::word).sorted().toList(),
                    caller.agent());
        }
    }

    private Identity() {}

    public static List<Endpoint> endpoints() {
        return List.of(Endpoint.get(
                "/api/v1/me",
                Access.anybody(),
                call -> CompletableFuture.completedFuture(Answer.ok(Body.of(call.caller())))));
    }
}
