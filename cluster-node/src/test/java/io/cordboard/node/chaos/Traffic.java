package io.cordboard.node.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.WrapUp;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Customers who come, and agents who take what they are offered, talk, end it and wrap it up; all outside the cluster. */
final class Traffic implements AutoCloseable {

    static final TenantId TENANT = new TenantId("acme");
    static final List<QueueId> QUEUES =
            List.of(new QueueId(TENANT, "a"), new QueueId(TENANT, "b"), new QueueId(TENANT, "c"));
    private static final Duration PREPARED_WITHIN = Duration.ofMinutes(2);
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(1);
    private static final int CROWD = 30;
    private static final List<Medium> MEDIA = List.of(Medium.VOICE, Medium.CHAT, Medium.TASK);

    private final ChaosCluster cluster;
    private final Recorder recorder;
    private final long seed;
    private final int agents;
    private final String run;
    private final ScheduledExecutorService clock;
    private final AtomicBoolean opening = new AtomicBoolean(true);
    private final AtomicInteger atTheDoor = new AtomicInteger();
    private final AtomicInteger customers = new AtomicInteger();

    /** {@code run} keeps the ids of one traffic apart from those of another on the same cluster. */
    Traffic(ChaosCluster cluster, Recorder recorder, long seed, int agents, String run) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.seed = seed;
        this.agents = agents;
        this.run = run;
        this.clock = Executors.newScheduledThreadPool(
                agents + 3, Thread.ofPlatform().name("traffic-", 0).factory());
    }

    /** Queues and agents who are ready. */
    void prepare() {
        var random = new Random(seed);
        Policy policy = Policy.DEFAULT.with(draft -> {
            draft.offer = new OfferTerms(Duration.ofSeconds(15), 0, false);
            draft.wrapUp = new WrapUp(WrapUp.Mode.OPTIONAL, Duration.ofSeconds(30));
        });
        QUEUES.forEach(queue -> done(random, new QueueCommand.Configure(queue, queue.name(), "p", policy, 1, 1)));
        agents().forEach(agent -> {
            var profile = new AgentProfile(
                    agent.name(), Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, Duration.ofSeconds(15), true);
            done(random, new AgentCommand.Configure(agent, profile, 1));
            done(random, new AgentCommand.SignIn(agent));
            done(random, new AgentCommand.BecomeReady(agent));
        });
    }

    List<AgentId> agents() {
        return IntStream.range(0, agents)
                .mapToObj(i -> new AgentId(TENANT, "agent-" + i))
                .toList();
    }

    private void done(Random random, Command command) {
        assertThat(cluster.insist(random, command, PREPARED_WITHIN)).isInstanceOf(Reply.Done.class);
    }

    /** Lets customers come, one every {@code pause} through each of three doors, and agents work. */
    void start(Duration pause) {
        for (int door = 0; door < 3; door++) {
            var random = new Random(seed + 2 + door);
            every(pause, () -> {
                atTheDoor.incrementAndGet();
                try {
                    if (opening.get()) {
                        open(random);
                    }
                } finally {
                    atTheDoor.decrementAndGet();
                }
            });
        }
        agents().forEach(agent -> {
            var random = new Random(seed + 10 + agent.hashCode());
            every(Duration.ofMillis(100), () -> work(agent, random));
        });
    }

    private void every(Duration pause, Runnable task) {
        var _ = clock.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        System.out.println("Traffic: " + e);
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** No more customers; those who are there are served. Returns when whoever was at a door has come in or turned away. */
    void stopOpening() {
        opening.set(false);
        await().atMost(PREPARED_WITHIN).until(() -> atTheDoor.get() == 0);
    }

    /** On a fast machine customers would come faster than agents can serve them. */
    private boolean crowded(Random random, QueueId queue) {
        return cluster.ask(random, new QueueCommand.Show(queue), SHOWN_WITHIN)
                        instanceof Reply.Found(_, _, QueueView view)
                && view.waiting() > CROWD;
    }

    private void open(Random random) {
        QueueId queue = QUEUES.get(random.nextInt(QUEUES.size()));
        if (crowded(random, queue)) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var command = new InteractionCommand.Open(
                new InteractionId(TENANT, run + '-' + customers.incrementAndGet()),
                new Contact(
                        MEDIA.get(random.nextInt(3)), Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                new Place(queue, random.nextInt(2), now, now, Map.of(), Optional.empty(), Optional.empty(), Set.of()),
                Optional.empty());
        // A customer who hears "later" tries again, which must not open a second one.
        for (int i = 0; i < 20 && ChaosCluster.later(put(random, command)); i++) {
            if (!opening.get()) {
                return;
            }
        }
    }

    private void work(AgentId agent, Random random) {
        var show = new AgentCommand.Show(agent);
        if (cluster.ask(random, show, SHOWN_WITHIN) instanceof Reply.Found(_, _, AgentView view)) {
            recorder.answered(show);
            view.work().forEach(work -> put(random, next(work, agent, random)));
        }
    }

    private InteractionCommand next(AgentView.Work work, AgentId agent, Random random) {
        Party party = Party.agent(agent);
        return switch (work.phase()) {
            case OFFERED ->
                random.nextInt(10) == 0
                        ? new InteractionCommand.EndOffer(
                                work.interaction(), work.offer(), agent, OfferOutcome.REJECTED, Optional.empty())
                        : new InteractionCommand.Accept(work.interaction(), work.offer(), agent);
            case HANDLING ->
                switch (random.nextInt(20)) {
                    case 0 -> new InteractionCommand.Requeue(work.interaction(), party);
                    case 1 ->
                        new InteractionCommand.Transfer(
                                work.interaction(), party, QUEUES.get(random.nextInt(3)), Optional.empty());
                    case 2, 3, 4 ->
                        new InteractionCommand.Say(
                                work.interaction(), "m" + random.nextInt(1_000_000), party, "How can I help?");
                    default -> new InteractionCommand.End(work.interaction(), party);
                };
            case WRAPPING_UP ->
                new InteractionCommand.WrapUp(
                        work.interaction(),
                        party,
                        Optional.of("done by " + work.offer().value()),
                        Optional.empty());
        };
    }

    private Reply put(Random random, InteractionCommand command) {
        recorder.sent();
        Reply reply = cluster.ask(random, command);
        switch (reply) {
            case Reply.Done _ -> recorder.acknowledged(command);
            case Reply.Refused refused -> recorder.refused(command, refused);
            case Reply.Found _ -> {}
        }
        return reply;
    }

    @Override
    public void close() {
        finish();
    }

    /** Returns when what is under way has been answered; nothing is sent any more. */
    void finish() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
                clock.shutdownNow();
            }
        } catch (InterruptedException _) {
            clock.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
