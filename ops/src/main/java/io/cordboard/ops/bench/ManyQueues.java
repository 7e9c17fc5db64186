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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The centre of a large outsourcer: every agent serves ten queues by name and has five skills, and all are busy but the one who
 * becomes free, told as a router tells it. Half of those who wait ask for one skill or two, five priorities.
 */
final class ManyQueues implements Centre {

    private static final TenantId TENANT = new TenantId("bench");
    private static final Capacity ONE_CHAT = new Capacity(1, Map.of(Medium.CHAT, new Capacity.Share(1, 1, false)));

    private final int queues;
    private final int agents;
    private final int skills;
    private final int size;
    private final Matcher matcher = new Matcher();
    private final RandomGenerator random = new java.util.SplittableRandom(11);
    private final ReadyAgent[] profiles;
    private final Map<InteractionId, Map<Skill, Integer>> asked = new HashMap<>();
    private long number;
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");

    ManyQueues(int queues, int agents, int skills, int waiting) {
        this.queues = queues;
        this.agents = agents;
        this.skills = skills;
        size = waiting;
        for (int i = 0; i < queues; i++) {
            matcher.queue(queue(i), Policy.DEFAULT, 1);
        }
        profiles = new ReadyAgent[agents];
        for (int i = 0; i < agents; i++) {
            profiles[i] = profile(i);
            matcher.agent(profiles[i]);
        }
        for (int i = 0; i < waiting; i++) {
            come(queue(i % queues), asks());
        }
    }

    private static QueueId queue(int i) {
        return new QueueId(TENANT, "q" + i);
    }

    private Skill skill() {
        return new Skill("s" + random.nextInt(skills));
    }

    private ReadyAgent profile(int i) {
        Set<QueueId> served = new HashSet<>();
        Map<Skill, Integer> can = new HashMap<>();
        for (int each = 0; each < 10; each++) {
            served.add(queue(random.nextInt(queues)));
        }
        for (int each = 0; each < 5; each++) {
            can.put(skill(), random.nextInt(5, 11));
        }
        return new ReadyAgent(
                new AgentId(TENANT, "a" + i), Optional.empty(), served, can, ONE_CHAT, List.of(Medium.CHAT), now, 0);
    }

    private ReadyAgent carrying(ReadyAgent of, List<Medium> media) {
        return new ReadyAgent(of.agent(), of.team(), of.queues(), of.skills(), of.capacity(), media, now, number);
    }

    private Map<Skill, Integer> asks() {
        Map<Skill, Integer> asks = new HashMap<>();
        for (int each = random.nextBoolean() ? 0 : random.nextInt(1, 3); each > 0; each--) {
            asks.put(skill(), random.nextInt(1, 6));
        }
        return asks;
    }

    private void come(QueueId queue, Map<Skill, Integer> asks) {
        now = now.plusMillis(1);
        number++;
        var id = new InteractionId(TENANT, "i" + number);
        asked.put(id, asks);
        var place = new Place(queue, random.nextInt(5), now, now, asks, Optional.empty(), Optional.empty(), Set.of());
        matcher.waiting(new Waiting(id, Medium.CHAT, place));
    }

    @Override
    public void decide() {
        ReadyAgent agent = profiles[random.nextInt(agents)];
        matcher.agent(carrying(agent, List.of()));
        List<Proposal> proposals = matcher.match(now, 10);
        if (proposals.size() != 1) {
            throw new IllegalStateException("Expected one decision for one free agent, but got " + proposals);
        }
        Proposal proposal = proposals.getFirst();
        matcher.agent(carrying(agent, List.of(Medium.CHAT)));
        matcher.confirmed(proposal.interaction(), proposal.agent());
        matcher.forgetWaiting(proposal.interaction());
        // One who asks the same, or those whom few can serve would become more and more.
        come(proposal.queue(), java.util.Objects.requireNonNull(asked.remove(proposal.interaction())));
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "decisions, %,d agents, %,d waiting", agents, size);
    }
}
