package io.cordboard.routing.tenant;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.RouterCommand.QueueRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was configured of a tenant as the events up to an instant tell, for questions about the past.
 *
 * @param queues the rules of each queue; of one that was removed the last ones, for what still waits there
 */
public record TenantThen(Map<AgentId, AgentProfile> agents, Map<QueueId, QueueRules> queues) {

    public TenantThen {
        agents = Map.copyOf(agents);
        queues = Map.copyOf(queues);
    }

    public static TenantThen of(TenantId tenant, List<TenantEvent> events) {
        TenantState state = new TenantState.Unfounded(tenant);
        Map<QueueId, QueueRules> queues = new HashMap<>();
        for (TenantEvent event : events) {
            if (event instanceof TenantEvent.Configured(_, var removed, _, _)
                    && state instanceof Founded before) {
                for (Ref ref : removed) {
                    if (ref.kind() == Kind.QUEUE) {
                        rules(before.catalogue(), ref.name())
                                .ifPresent(last -> queues.put(new QueueId(tenant, ref.name()), last));
                    }
                }
            }
            state = state.apply(event);
        }
        Map<AgentId, AgentProfile> agents = new HashMap<>();
        if (state instanceof Founded founded) {
            founded.catalogue()
                    .all(Kind.AGENT)
                    .forEach((name, entry) ->
                            agents.put(new AgentId(tenant, name), ((AgentSettings) entry.settings()).profile(tenant)));
            founded.catalogue()
                    .all(Kind.QUEUE)
                    .keySet()
                    .forEach(name -> rules(founded.catalogue(), name)
                            .ifPresent(now -> queues.put(new QueueId(tenant, name), now)));
        }
        return new TenantThen(agents, queues);
    }

    private static Optional<QueueRules> rules(Catalogue catalogue, String queue) {
        return catalogue
                .queue(queue)
                .flatMap(entry -> catalogue.ruling(entry.settings()))
                .map(version -> new QueueRules(version.document(), version.version()));
    }
}
