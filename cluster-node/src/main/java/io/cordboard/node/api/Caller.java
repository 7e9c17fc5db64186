package io.cordboard.node.api;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request, as a verified token or key says.
 *
 * @param tenant empty for those who run the cluster
 * @param subject the login or the key's name; unique within its tenant
 * @param agent whom the caller is as an agent
 * @param expires when the token's time is over; a key has no end of its own
 */
public record Caller(
        Optional<TenantId> tenant,
        String subject,
        Set<Role> roles,
        Optional<AgentId> agent,
        Optional<Instant> expires) {

    public Caller {
        roles = Set.copyOf(roles);
        if (agent.isPresent() && !agent.map(AgentId::tenant).equals(tenant)) {
            throw new IllegalArgumentException("Expected an agent of the caller's tenant, but got " + agent.get());
        }
    }

    /** The holder of a key. */
    public Caller(Optional<TenantId> tenant, String subject, Set<Role> roles, Optional<AgentId> agent) {
        this(tenant, subject, roles, agent, Optional.empty());
    }

    /** The same, who is this agent too. */
    public Caller withAgent(Optional<AgentId> known) {
        return new Caller(tenant, subject, roles, known, expires);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAny(Role first, Role... others) {
        return is(first) || Set.of(others).stream().anyMatch(this::is);
    }

    /** What limits and logs know the caller by. */
    public String key() {
        return tenant.map(TenantId::value).orElse("") + '/' + subject;
    }
}
