package io.cordboard.node.api.security;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which of a tenant's agents somebody is whom an identity provider knows by a subject. */
@FunctionalInterface
public interface Subjects {

    /** Empty if they are none. Fails with a {@link io.cordboard.node.api.ProblemException} where that cannot be told now. */
    CompletionStage<Optional<AgentId>> agent(TenantId tenant, String subject);
}
