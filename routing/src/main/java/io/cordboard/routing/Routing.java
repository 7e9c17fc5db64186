package io.cordboard.routing;

import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.queue.Queues;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.Routers;
import io.cordboard.routing.tenant.Tenants;
import java.time.Clock;
import org.apache.pekko.actor.ActorSystem;

/** The one door to routing: makes a node host tenants, agents, queues, interactions and routers. */
public final class Routing {

    private Routing() {}

    /** Joins this node to those that host the entities, which are kept in the journal that the system is configured with. */
    public static Switchboard start(ActorSystem system, Clock clock, Observer observer) {
        return host(new Switchboard(system, clock, observer, true, RouterCommand.class));
    }

    /** The same without a journal: to measure what rules and protocol cost by themselves. Everything is lost with the node. */
    public static Switchboard startVolatile(ActorSystem system, Clock clock, Observer observer) {
        return host(new Switchboard(system, clock, observer, false, RouterCommand.class));
    }

    private static Switchboard host(Switchboard switchboard) {
        switchboard.host(Interactions.type());
        switchboard.host(Agents.type());
        switchboard.host(Queues.type());
        switchboard.host(Tenants.type());
        switchboard.host(Tenants.directory());
        Routers.host(switchboard);
        return switchboard;
    }
}
