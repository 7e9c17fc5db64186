package io.cordboard.ops.bench;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.Matcher;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Decisions of the matching kernel while a given number waits: one agent becomes free, gets somebody, and somebody new comes,
 * so the number stays the same. Ten queues, skills asked for by half of those who wait, five priorities, two hundred agents.
 */
final class FewQueues implements Centre {

    private static final TenantId TENANT = new TenantId("bench");
    private static final int QUEUES = 10;
    private static final int AGENTS = 200;
    /** Nobody waits there. */
    private static final QueueId EVERYBODYS = new QueueId(TENANT, "everybody");

    private static final List<Skill> SKILLS = List.of(new Skill("english"), new Skill("billing"), new Skill("orders"));

    private final int size;
    private final Matcher matcher = new Matcher();
    private final RandomGenerator random = new java.util.SplittableRandom(7);
    private long number;
    private long version;
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");

    FewQueues(int waiting) {
        size = waiting;
        for (int i = 0; i < QUEUES; i++) {
            matcher.queue(queue(i), Policy.DEFAULT, 1);
        }
        for (int i = 0; i < waiting; i++) {
            come(queue(i % QUEUES));
        }
    }

    private static QueueId queue(int i) {
        return new QueueId(TENANT, "q" + i);
    }

    private void come(QueueId queue) {
        now = now.plusMillis(1);
        number++;
        matcher.waiting(new Waiting(
                new InteractionId(TENANT, "i" + number),
                Medium.CHAT,
                new Place(
                        queue,
                        random.nextInt(5),
                        now,
                        now,
                        random.nextBoolean()
                                ? Map.of()
                                : Map.of(SKILLS.get(random.nextInt(SKILLS.size())), random.nextInt(1, 6)),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of())));
    }

    /** Somebody becomes free and gets somebody. */
    @Override
    public void decide() {
        var agent = new AgentId(TENANT, "a" + ++version % AGENTS);
        matcher.agent(new ReadyAgent(
                agent,
                Optional.empty(),
                random.nextInt(3) == 0 ? Set.of() : Set.of(queue(random.nextInt(QUEUES)), EVERYBODYS),
                // Enough for anybody, so that a free agent is always a decision.
                SKILLS.stream().collect(Collectors.toUnmodifiableMap(skill -> skill, _ -> random.nextInt(5, 11))),
                new Capacity(1, Map.of(Medium.CHAT, new Capacity.Share(1, 1, false))),
                List.of(),
                now,
                version));
        List<Proposal> proposals = matcher.match(now, 10);
        if (proposals.size() != 1) {
            throw new IllegalStateException("Expected one decision for one free agent, but got " + proposals);
        }
        matcher.forgetWaiting(proposals.getFirst().interaction());
        matcher.forgetAgent(agent);
        // So as many wait in each queue as before.
        come(proposals.getFirst().queue());
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "decisions, %,d waiting", size);
    }
}
