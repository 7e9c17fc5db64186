package io.cordboard.routing.tenant;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/**
 * The agents and queues that have yet to confirm what is said of them, each with the number of the event that said it last.
 * Only a window of them is told at a time; when all of a window have confirmed, that is recorded once and the next one opens.
 */
record Delivery(TreePMap<Ref, Long> open) {

    /** How many are told at once. */
    static final int WINDOW = 200;

    static final Delivery NONE = new Delivery(TreePMap.empty());

    Delivery plus(Ref ref, long revision) {
        return new Delivery(open.plus(ref, revision));
    }

    Delivery minus(Set<String> agents, Set<String> queues) {
        TreePMap<Ref, Long> left = open;
        for (String agent : agents) {
            left = left.minus(new Ref(Kind.AGENT, agent));
        }
        for (String queue : queues) {
            left = left.minus(new Ref(Kind.QUEUE, queue));
        }
        return new Delivery(left);
    }

    /** The names of one kind in the window. */
    Set<String> window(Kind kind) {
        return open.keySet().stream()
                .limit(WINDOW)
                .filter(ref -> ref.kind() == kind)
                .map(Ref::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What those in the window are to be told, as the catalogue has it now. */
    List<Command> commands(TenantId tenant, Catalogue catalogue) {
        Together together = new Together();
        return open.entrySet().stream()
                .limit(WINDOW)
                .map(each -> command(tenant, catalogue, together, each.getKey(), each.getValue()))
                .toList();
    }

    private static Command command(TenantId tenant, Catalogue catalogue, Together together, Ref ref, long revision) {
        return ref.kind() == Kind.AGENT
                ? toAgent(new AgentId(tenant, ref.name()), catalogue, ref, revision)
                : toQueue(new QueueId(tenant, ref.name()), catalogue, together, revision);
    }

    private static Command toAgent(AgentId agent, Catalogue catalogue, Ref ref, long revision) {
        return catalogue
                .find(ref)
                .<Command>map(entry -> new AgentCommand.Configure(
                        agent, ((AgentSettings) entry.settings()).profile(agent.tenant()), revision))
                .orElseGet(() -> new AgentCommand.Remove(agent, revision));
    }

    private static Command toQueue(QueueId queue, Catalogue catalogue, Together together, long revision) {
        return catalogue
                .queue(queue.name())
                .flatMap(entry -> catalogue
                        .ruling(entry.settings())
                        .<Command>map(version -> new QueueCommand.Configure(
                                queue,
                                entry.settings().displayName(),
                                entry.settings().policy(),
                                version.document(),
                                version.version(),
                                catalogue
                                        .trial(entry.settings())
                                        .filter(trial -> together.fit(version.document(), trial.policy())),
                                revision)))
                .orElseGet(() -> new QueueCommand.Remove(queue, revision));
    }
}
