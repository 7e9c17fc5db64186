package io.cordboard.routing.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What must always hold, asked of a whole world. */
final class Invariants {

    private Invariants() {}

    /** What holds at every moment, whatever is on its way. */
    static void nobodyIsOverCapacity(World world, List<AgentId> agents) {
        for (AgentId agent : agents) {
            var carried = new ArrayList<Medium>();
            AgentView view = agent(world, agent);
            for (var work : view.work()) {
                if (!view.profile().capacity().fits(carried, work.medium())) {
                    throw new AssertionError(agent + " carries " + view.work());
                }
                carried.add(work.medium());
            }
        }
    }

    /**
     * What holds once everything has been delivered and every deadline has passed: each interaction is in one place, and
     * interaction, agent and queue agree which.
     */
    static void allIsSettled(
            World world, List<AgentId> agents, List<QueueId> queues, Collection<InteractionId> interactions) {
        var carriedBy = new HashMap<InteractionId, AgentId>();
        for (AgentId agent : agents) {
            for (var work : agent(world, agent).work()) {
                assertThat(carriedBy.put(work.interaction(), agent))
                        .as("%s is carried twice", work)
                        .isNull();
            }
        }
        var queued = new HashSet<InteractionId>();
        for (QueueId queue : queues) {
            waiting(world, queue)
                    .forEach(id -> assertThat(queued.add(id))
                            .as("%s waits in two queues", id)
                            .isTrue());
        }
        for (InteractionId id : interactions) {
            InteractionView view = interaction(world, id);
            switch (view.phase()) {
                case WAITING -> {
                    assertThat(queued).as("%s waits", id).contains(id);
                    assertThat(carriedBy).doesNotContainKey(id);
                }
                case ASSIGNED, WRAPPING_UP -> {
                    assertThat(queued).doesNotContain(id);
                    assertThat(carriedBy.get(id))
                            .as("owner of %s", id)
                            .isEqualTo(view.agent().orElseThrow());
                }
                case CLOSED -> {
                    assertThat(queued).as("%s is closed", id).doesNotContain(id);
                    assertThat(carriedBy).as("%s is closed", id).doesNotContainKey(id);
                }
                case OFFERED, SCHEDULED, GUIDED, OUTSIDE ->
                    throw new AssertionError("Expected no open offer, but " + view);
            }
            queued.remove(id);
            carriedBy.remove(id);
        }
        assertThat(queued).isEmpty();
        assertThat(carriedBy).isEmpty();
        world.entities().forEach(Invariants::oneWinnerAStay);
    }

    /** Between two stays in a queue there is at most one assignment; after the end there is none. */
    private static void oneWinnerAStay(SimEntity<?, ?> entity) {
        int winners = 0;
        for (var event : entity.journal()) {
            if (event instanceof InteractionEvent.Queued) {
                winners = 0;
            } else if (event instanceof InteractionEvent.Assigned) {
                assertThat(++winners).as("winners of %s", entity.pid()).isEqualTo(1);
            } else if (event instanceof InteractionEvent.Closed) {
                winners = 1;
            }
        }
    }

    static AgentView agent(World world, AgentId agent) {
        return (AgentView) ((Reply.Found) world.ask(new AgentCommand.Show(agent))).view();
    }

    static InteractionView interaction(World world, InteractionId id) {
        return (InteractionView) ((Reply.Found) world.ask(new InteractionCommand.Show(id))).view();
    }

    static List<InteractionId> waiting(World world, QueueId queue) {
        var page = (QueueView.Waiting)
                ((Reply.Found) world.ask(new QueueCommand.ShowWaiting(queue, Optional.empty(), 500))).view();
        return page.entries().stream().map(QueueView.Entry::interaction).toList();
    }
}
