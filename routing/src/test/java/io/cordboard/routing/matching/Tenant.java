package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words for one tenant's agents and interactions, short enough for examples. */
final class Tenant {

    static final TenantId ACME = new TenantId("acme");
    static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private Tenant() {}

    static QueueId queue(String name) {
        return new QueueId(ACME, name);
    }

    static AgentId agent(String name) {
        return new AgentId(ACME, name);
    }

    static InteractionId interaction(String name) {
        return new InteractionId(ACME, name);
    }

    static Instant at(double seconds) {
        return NINE.plusNanos((long) (seconds * 1e9));
    }

    /** {@code skills("billing", 5, "german", 3)}. */
    static Map<Skill, Integer> skills(Object... namesAndLevels) {
        Map<Skill, Integer> skills = new LinkedHashMap<>();
        for (int i = 0; i < namesAndLevels.length; i += 2) {
            skills.put(new Skill((String) namesAndLevels[i]), (Integer) namesAndLevels[i + 1]);
        }
        return skills;
    }

    /** An agent who serves every queue, has no skill, carries nothing and became idle at {@link #NINE}. */
    static ReadyAgent ready(String name) {
        return new ReadyAgent(agent(name), Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, List.of(), NINE, 0);
    }

    static ReadyAgent idleSince(ReadyAgent agent, double seconds) {
        return new ReadyAgent(
                agent.agent(),
                agent.team(),
                agent.queues(),
                agent.skills(),
                agent.capacity(),
                agent.carried(),
                at(seconds),
                agent.contacts());
    }

    static ReadyAgent serving(ReadyAgent agent, String... queues) {
        return new ReadyAgent(
                agent.agent(),
                agent.team(),
                java.util.Arrays.stream(queues).map(Tenant::queue).collect(java.util.stream.Collectors.toSet()),
                agent.skills(),
                agent.capacity(),
                agent.carried(),
                agent.idleSince(),
                agent.contacts());
    }

    static ReadyAgent skilled(ReadyAgent agent, Object... namesAndLevels) {
        return new ReadyAgent(
                agent.agent(),
                agent.team(),
                agent.queues(),
                skills(namesAndLevels),
                agent.capacity(),
                agent.carried(),
                agent.idleSince(),
                agent.contacts());
    }

    static ReadyAgent carrying(ReadyAgent agent, Medium... media) {
        return new ReadyAgent(
                agent.agent(),
                agent.team(),
                agent.queues(),
                agent.skills(),
                agent.capacity(),
                List.of(media),
                agent.idleSince(),
                agent.contacts());
    }

    static ReadyAgent able(ReadyAgent agent, Capacity capacity) {
        return new ReadyAgent(
                agent.agent(),
                agent.team(),
                agent.queues(),
                agent.skills(),
                capacity,
                agent.carried(),
                agent.idleSince(),
                agent.contacts());
    }

    /** A call in queue {@code q} that asks nothing and arrived so many seconds after {@link #NINE}. */
    static Call call(String name, double seconds) {
        return new Call(new Waiting(
                interaction(name),
                queue("q"),
                Medium.VOICE,
                0,
                at(seconds),
                at(seconds),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of()));
    }

    /** A {@link Waiting} with parts changed. */
    record Call(Waiting waiting) {

        Call in(String queue) {
            return new Call(new Waiting(
                    waiting.interaction(),
                    queue(queue),
                    waiting.medium(),
                    waiting.priority(),
                    waiting.since(),
                    waiting.enqueued(),
                    waiting.skills(),
                    waiting.lastAgent(),
                    waiting.onlyAgent(),
                    waiting.excluded()));
        }

        Call on(Medium medium) {
            return new Call(new Waiting(
                    waiting.interaction(),
                    waiting.queue(),
                    medium,
                    waiting.priority(),
                    waiting.since(),
                    waiting.enqueued(),
                    waiting.skills(),
                    waiting.lastAgent(),
                    waiting.onlyAgent(),
                    waiting.excluded()));
        }

        Call priority(int priority) {
            return new Call(new Waiting(
                    waiting.interaction(),
                    waiting.queue(),
                    waiting.medium(),
                    priority,
                    waiting.since(),
                    waiting.enqueued(),
                    waiting.skills(),
                    waiting.lastAgent(),
                    waiting.onlyAgent(),
                    waiting.excluded()));
        }

        Call enqueued(double seconds) {
            return new Call(new Waiting(
                    waiting.interaction(),
                    waiting.queue(),
                    waiting.medium(),
                    waiting.priority(),
                    waiting.since(),
                    at(seconds),
                    waiting.skills(),
                    waiting.lastAgent(),
                    waiting.onlyAgent(),
                    waiting.excluded()));
        }

        Call asking(Object... namesAndLevels) {
            return new Call(new Waiting(
                    waiting.interaction(),
                    waiting.queue(),
                    waiting.medium(),
                    waiting.priority(),
                    waiting.since(),
                    waiting.enqueued(),
                    skills(namesAndLevels),
                    waiting.lastAgent(),
                    waiting.onlyAgent(),
                    waiting.excluded()));
        }

        Call last(String agent) {
            return new Call(new Waiting(
                    waiting.interaction(),
                    waiting.queue(),
                    waiting.medium(),
                    waiting.priority(),
                    waiting.since(),
                    waiting.enqueued(),
                    waiting.skills(),
                    Optional.of(agent(agent)),
                    waiting.onlyAgent(),
                    waiting.excluded()));
        }

        Call only(String agent) {
            return new Call(new Waiting(
                    waiting.interaction(),
                    waiting.queue(),
                    waiting.medium(),
                    waiting.priority(),
                    waiting.since(),
                    waiting.enqueued(),
                    waiting.skills(),
                    waiting.lastAgent(),
                    Optional.of(agent(agent)),
                    waiting.excluded()));
        }

        Call transferred(double seconds) {
            return new Call(new Waiting(
                    waiting.interaction(),
                    waiting.queue(),
                    waiting.medium(),
                    waiting.priority(),
                    waiting.since(),
                    at(seconds),
                    waiting.skills(),
                    waiting.lastAgent(),
                    waiting.onlyAgent(),
                    waiting.excluded(),
                    Optional.of(at(seconds))));
        }

        Call excluding(String... agents) {
            return new Call(waiting.excluding(
                    java.util.Arrays.stream(agents).map(Tenant::agent).collect(java.util.stream.Collectors.toSet())));
        }
    }
}
