package io.cordboard.routing.agent;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an administrator says of an agent.
 *
 * @param queues the queues the agent serves; empty means all of the tenant
 * @param skills proficiency 0 to 10 by skill
 * @param grace how long the agent's open offers survive the loss of the last connection
 * @param unattended ready without a connection: for agents who work by telephone alone
 * @param attributes what else conditions may ask of the agent
 * @param preferences how the agent stands to those of the {@code queues} of which something is said
 */
public record AgentProfile(
        String displayName,
        Optional<Team> team,
        Set<QueueId> queues,
        Map<Skill, Integer> skills,
        Capacity capacity,
        Duration grace,
        boolean unattended,
        Attributes attributes,
        Map<QueueId, Preference> preferences) {

    /** An agent of whom nothing more is said. */
    public AgentProfile(
            String displayName,
            Optional<Team> team,
            Set<QueueId> queues,
            Map<Skill, Integer> skills,
            Capacity capacity,
            Duration grace,
            boolean unattended) {
        this(displayName, team, queues, skills, capacity, grace, unattended, Attributes.NONE, Map.of());
    }

    public AgentProfile {
        // What was stored before there were attributes and preferences has none.
        attributes = Objects.requireNonNullElse(attributes, Attributes.NONE);
        queues = Set.copyOf(queues);
        preferences = Preference.of(preferences, queues);
        skills = Map.copyOf(skills);
        skills.forEach((skill, proficiency) -> {
            if (proficiency < 0 || proficiency > 10) {
                throw new IllegalArgumentException(
                        "Expected a proficiency of 0 to 10 for " + skill + ", but got " + proficiency);
            }
        });
        if (displayName.isBlank() || displayName.length() > 100) {
            throw new IllegalArgumentException("Expected a display name of 1 to 100 characters");
        }
        if (skills.size() > 200 || queues.size() > 500) {
            throw new IllegalArgumentException("Expected at most 200 skills and 500 queues");
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("Expected a grace of 0 to 10 minutes, but got " + grace);
        }
    }
}
