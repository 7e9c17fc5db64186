package io.cordboard.ops.bench;

import io.cordboard.persistence.local.LocalPostgres;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.WrapUp;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;

/** A cluster of one node, whose journal is on a PostgreSQL of its own, with one queue and agents who are ready for calls, without wrap-up. */
public final class VoiceFloor implements AutoCloseable {

    private final LocalPostgres server = LocalPostgres.startTemporary();
    private final BenchNode node = BenchNode.durable(server.newDatabase("voice", 16), Observer.NONE);
    private final TenantId tenant = new TenantId("bench");
    private final QueueId queue = new QueueId(tenant, "calls");
    private final List<AgentId> agents;

    private VoiceFloor(int agents) {
        this.agents = IntStream.range(0, agents)
                .mapToObj(i -> new AgentId(tenant, "a" + i))
                .toList();
    }

    /** Returns when all of them are ready. */
    public static VoiceFloor open(int agents) {
        var floor = new VoiceFloor(agents);
        Policy policy = Policy.DEFAULT.with(draft -> {
            draft.offer = new OfferTerms(Duration.ofSeconds(20), 2, false);
            draft.wrapUp = new WrapUp(WrapUp.Mode.NONE, Duration.ofSeconds(60));
        });
        floor.node.require(new QueueCommand.Configure(floor.queue, "calls", "standard", policy, 1, 1));
        floor.all(agent -> new AgentCommand.Configure(agent, profile(agent), 1));
        floor.all(AgentCommand.SignIn::new);
        floor.all(AgentCommand.BecomeReady::new);
        return floor;
    }

    private void all(Function<AgentId, Command> command) {
        Floor.all(node, agents.stream().map(command).toList());
    }

    private static AgentProfile profile(AgentId agent) {
        return new AgentProfile(
                agent.name(), Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, Duration.ofSeconds(5), true);
    }

    public ActorSystem system() {
        return node.system();
    }

    public Switchboard switchboard() {
        return node.switchboard();
    }

    public QueueId queue() {
        return queue;
    }

    public List<AgentId> agents() {
        return agents;
    }

    /** Agents who are not as they were at the beginning: ready, and with nothing to do. */
    public long notReady() {
        return agents.stream()
                .filter(agent -> !(node.ask(new AgentCommand.Show(agent)) instanceof Reply.Found found
                        && found.view() instanceof AgentView shown
                        && shown.status() == AgentStatus.READY
                        && shown.work().isEmpty()
                        && shown.unitsUsed() == 0))
                .count();
    }

    @Override
    public void close() {
        node.close();
        server.close();
    }
}
