package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the matching kernel knows of an agent who is signed in and ready.
 *
 * @param queues the queues the agent serves; empty means every queue of the tenant
 * @param skills proficiency 0 to 10 by skill
 * @param carried the medium of each interaction and open offer that the agent carries now, and of each work outside, one entry each
 * @param idleSince when the agent last ended work or became ready; the longest idle agent is the one with the earliest
 * @param contacts interactions taken since signing in
 * @param talked how long it was with the customers of those whose work is done, wrap-up apart
 * @param attributes what the administrator says of the agent beside, for the conditions of policies
 * @param preferences how the agent stands to those of the {@code queues} of which something is said
 */
public record ReadyAgent(
        AgentId agent,
        Optional<Team> team,
        Set<QueueId> queues,
        Map<Skill, Integer> skills,
        Capacity capacity,
        List<Medium> carried,
        Instant idleSince,
        long contacts,
        Duration talked,
        Attributes attributes,
        Map<QueueId, Preference> preferences) {

    /** One of whom the administrator says nothing more. */
    public ReadyAgent(
            AgentId agent,
            Optional<Team> team,
            Set<QueueId> queues,
            Map<Skill, Integer> skills,
            Capacity capacity,
            List<Medium> carried,
            Instant idleSince,
            long contacts) {
        this(
                agent,
                team,
                queues,
                skills,
                capacity,
                carried,
                idleSince,
                contacts,
                Duration.ZERO,
                Attributes.NONE,
                Map.of());
    }

    public ReadyAgent {
        // From a node that does not count it.
        talked = Objects.requireNonNullElse(talked, Duration.ZERO);
        queues = Set.copyOf(queues);
        // A node of an earlier release says nothing of them.
        preferences = Preference.of(preferences, queues);
        skills = Map.copyOf(skills);
        carried = List.copyOf(carried);
    }

    /** How the agent stands to one of the queues. */
    Preference preference(QueueId queue) {
        return preferences.getOrDefault(queue, Preference.NONE);
    }
}
