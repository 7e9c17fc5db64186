package io.cordboard.ops.bench;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.entity.Watch;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.Props;

/** The desktops of all agents: they follow their agents as the node's sockets do, and hear of each offer. */
final class Desktops extends AbstractActorWithTimers {

    private static final Duration TTL = Duration.ofSeconds(60);

    private enum Tick {
        RENEW
    }

    private final Switchboard switchboard;
    private final List<AgentId> agents;
    private final Consumer<AgentEvent.Reserved> told;

    private Desktops(Switchboard switchboard, List<AgentId> agents, Consumer<AgentEvent.Reserved> told) {
        this.switchboard = switchboard;
        this.agents = agents;
        this.told = told;
    }

    static Props props(Switchboard switchboard, List<AgentId> agents, Consumer<AgentEvent.Reserved> told) {
        return Props.create(Desktops.class, () -> new Desktops(switchboard, agents, told));
    }

    @Override
    public void preStart() {
        follow();
        timers().startTimerWithFixedDelay(Tick.RENEW, Tick.RENEW, TTL.dividedBy(2));
    }

    private void follow() {
        agents.forEach(agent -> switchboard.tell(new AgentCommand.Watch(agent, true, TTL), getSelf()));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(
                        Watch.Recorded.class,
                        news -> news.events().forEach(event -> {
                            if (event instanceof AgentEvent.Reserved reserved) {
                                told.accept(reserved);
                            }
                        }))
                .match(Tick.class, _ -> follow())
                .matchAny(_ -> {})
                .build();
    }
}
