package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which agents are not offered which interactions for a while, because they did not take them just now. */
final class Spared {

    private record Until(Instant at, InteractionId interaction, AgentId agent) {}

    private final Map<InteractionId, Map<AgentId, Instant>> byInteraction = new HashMap<>();
    /** In order of time: everybody is spared for the same while. */
    private final ArrayDeque<Until> ends = new ArrayDeque<>();

    void add(InteractionId interaction, AgentId agent, Instant until) {
        byInteraction.computeIfAbsent(interaction, _ -> new HashMap<>()).put(agent, until);
        ends.add(new Until(until, interaction, agent));
    }

    Set<AgentId> agents(InteractionId interaction) {
        var agents = byInteraction.get(interaction);
        return agents == null ? Set.of() : agents.keySet();
    }

    /** Forgets what is over; returns the interactions for which that changes something. */
    Set<InteractionId> expire(Instant now) {
        var changed = new HashSet<InteractionId>();
        for (Until first = ends.peek(); first != null && first.at().isBefore(now); first = ends.peek()) {
            ends.poll();
            var agents = byInteraction.get(first.interaction());
            // Spared anew meanwhile: a later end is in line.
            if (agents != null && agents.remove(first.agent(), first.at())) {
                changed.add(first.interaction());
                if (agents.isEmpty()) {
                    byInteraction.remove(first.interaction());
                }
            }
        }
        return changed;
    }
}
