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
 * @param removed the last profiles of agents who are no more, for the work that they still have
 * @param queues the rules of each queue; of one that was removed the last ones, for what still waits there
 */
public record TenantThen(
        Map<AgentId, AgentProfile> agents, Map<AgentId, AgentProfile> removed, Map<QueueId, QueueRules> queues) {

    public TenantThen {
        agents = Map.copyOf(agents);
        removed = Map.copyOf(removed);
        queues = Map.copyOf(queues);
    }

    public static TenantThen of(TenantId tenant, List<TenantEvent> events) {
        TenantState state = new TenantState.Unfounded(tenant);
        Map<AgentId, AgentProfile> former = new HashMap<>();
        Map<QueueId, QueueRules> queues = new HashMap<>();
        for (TenantEvent event : events) {
            if (event instanceof TenantEvent.Configured(_, var removed, _, _)
                    && state instanceof Founded before) {
                for (Ref ref : removed) {
                    if (ref.kind() == Kind.QUEUE) {
                        rules(before.catalogue(), ref.name())
                                .map(QueueRules::untried)
                                .ifPresent(last -> queues.put(new QueueId(tenant, ref.name()), last));
                    } else if (ref.kind() == Kind.AGENT) {
                        before.catalogue()
                                .find(ref)
                                .ifPresent(last -> former.put(new AgentId(tenant, ref.name()), profile(tenant, last)));
                    }
                }
            }
            state = state.apply(event);
        }
        Map<AgentId, AgentProfile> agents = new HashMap<>();
        if (state instanceof Founded founded) {
            founded.catalogue()
                    .all(Kind.AGENT)
                    .forEach((name, entry) -> agents.put(new AgentId(tenant, name), profile(tenant, entry)));
            founded.catalogue()
                    .all(Kind.QUEUE)
                    .keySet()
                    .forEach(name -> rules(founded.catalogue(), name)
                            .ifPresent(now -> queues.put(new QueueId(tenant, name), now)));
        }
        return new TenantThen(agents, former, queues);
    }

    private static AgentProfile profile(TenantId tenant, Catalogue.Entry entry) {
        return ((AgentSettings) entry.settings()).profile(tenant);
    }

    private static Optional<QueueRules> rules(Catalogue catalogue, String queue) {
        return catalogue
                .queue(queue)
                .flatMap(entry -> catalogue
                        .ruling(entry.settings())
                        .map(version -> new QueueRules(
                                version.document(),
                                version.version(),
                                catalogue
                                        .trial(entry.settings())
                                        .filter(trial -> new Together().fit(version.document(), trial.policy())))));
    }
}
