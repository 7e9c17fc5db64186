package io.cordboard.routing.router;

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
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import io.cordboard.routing.tenant.TenantId;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What a trial costs: thread CPU of a decision with all that belongs to it (a call comes, is given to an agent, ends), by a bare
 * kernel, by a router's without a trial, and with one, each in turn forwards and backwards. {@code main} prints the medians.
 */
final class UnderstudyBench {

    private static final TenantId ACME = new TenantId("acme");
    private static final int AGENTS = 1_000;
    private static final int QUEUES = 100;
    private static final int WAITING = 2_000;
    private static final int DECISIONS = 20_000;
    private static final int ROUNDS = 10;
    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private interface Subject {
        void queue(QueueId queue, RouterCommand.QueueRules rules);

        void agent(ReadyAgent agent);

        void waiting(Waiting waiting);

        void gone(InteractionId interaction, AgentId agent);

        List<Proposal> match(Instant now);
    }

    private record Bare(Matcher matcher) implements Subject {
        @Override
        public void queue(QueueId queue, RouterCommand.QueueRules rules) {
            matcher.queue(queue, rules.policy(), rules.version());
        }

        @Override
        public void agent(ReadyAgent agent) {
            matcher.agent(agent);
        }

        @Override
        public void waiting(Waiting waiting) {
            matcher.waiting(waiting);
        }

        @Override
        public void gone(InteractionId interaction, AgentId agent) {
            matcher.forgetWaiting(interaction);
            matcher.over(interaction, agent);
        }

        @Override
        public List<Proposal> match(Instant now) {
            return matcher.match(now, 200);
        }
    }

    private record Routers(Kernel kernel) implements Subject {
        @Override
        public void queue(QueueId queue, RouterCommand.QueueRules rules) {
            kernel.queue(queue, rules);
        }

        @Override
        public void agent(ReadyAgent agent) {
            kernel.agent(agent);
        }

        @Override
        public void waiting(Waiting waiting) {
            kernel.waiting(waiting);
        }

        @Override
        public void gone(InteractionId interaction, AgentId agent) {
            kernel.forgetWaiting(interaction);
            kernel.over(interaction, agent);
        }

        @Override
        public List<Proposal> match(Instant now) {
            return kernel.match(now, 200).stream()
                    .map(Kernel.Decision::proposal)
                    .toList();
        }
    }

    /** One centre at full load: whenever somebody is served, that agent is free again and somebody else comes. */
    private static final class Run {
        private final Subject subject;
        private final Random random = new Random(1);
        private final Deque<Proposal> served = new ArrayDeque<>();
        private long calls;
        private long millis;

        Run(Subject subject, Optional<Policy> tried) {
            this.subject = subject;
            for (int i = 0; i < QUEUES; i++) {
                Optional<Trial> trial =
                        i == 0 ? tried.map(policy -> new Trial("tried", policy, 1)) : Optional.<Trial>empty();
                subject.queue(queue(i), new RouterCommand.QueueRules(Policy.DEFAULT, 1, trial));
            }
            for (int i = 0; i < AGENTS; i++) {
                subject.agent(new ReadyAgent(
                        new AgentId(ACME, "a" + i),
                        Optional.empty(),
                        Set.of(queue(i % QUEUES), queue((7 * i + 1) % QUEUES)),
                        Map.of(new Skill("s" + i % 20), 1 + i % 9),
                        Capacity.DEFAULT,
                        List.of(),
                        NINE,
                        0));
            }
            for (int i = 0; i < WAITING; i++) {
                call();
            }
            match();
        }

        private static QueueId queue(int number) {
            return new QueueId(ACME, "q" + number);
        }

        private void call() {
            Instant now = NINE.plusMillis(millis);
            subject.waiting(new Waiting(
                    new InteractionId(ACME, "i" + calls++),
                    Medium.VOICE,
                    new Place(
                            queue(random.nextInt(QUEUES)),
                            0,
                            now,
                            now,
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Set.of())));
        }

        private void match() {
            served.addAll(subject.match(NINE.plusMillis(millis)));
        }

        /** Microseconds of CPU a decision. */
        double decisions() {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < DECISIONS; i++) {
                millis++;
                Proposal over = served.remove();
                subject.gone(over.interaction(), over.agent());
                call();
                match();
            }
            return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e3 / DECISIONS;
        }
    }

    private UnderstudyBench() {}

    public static void main(String[] arguments) {
        Policy other = Policy.DEFAULT.with(draft -> draft.strategy = new Strategy.MostSkilled());
        Run[] runs = {
            new Run(new Bare(new Matcher()), Optional.empty()),
            new Run(new Routers(new Kernel(true)), Optional.empty()),
            new Run(new Routers(new Kernel(true)), Optional.of(other))
        };
        double[][] micros = new double[runs.length][2 * ROUNDS];
        for (int round = -5; round < ROUNDS; round++) {
            for (int turn = 0; turn < 2 * runs.length; turn++) {
                int which = turn < runs.length ? turn : 2 * runs.length - 1 - turn;
                double each = runs[which].decisions();
                if (round >= 0) {
                    micros[which][2 * round + (turn < runs.length ? 0 : 1)] = each;
                }
            }
        }
        String[] names = {"bare kernel", "without a trial", "with a trial"};
        for (int i = 0; i < runs.length; i++) {
            Arrays.sort(micros[i]);
            System.out.printf(
                    "%-16s %6.2f us a decision (%.2f to %.2f)%n",
                    names[i], micros[i][ROUNDS], micros[i][0], micros[i][2 * ROUNDS - 1]);
        }
    }
}
