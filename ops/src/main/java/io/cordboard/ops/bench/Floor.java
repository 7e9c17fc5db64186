package io.cordboard.ops.bench;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.WrapUp;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** One tenant with queues and agents who are ready. Agents work without a desktop, so nobody needs to be connected. */
record Floor(TenantId tenant, List<QueueId> queues, List<AgentId> agents) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 200;

    /** Agents take three chats each, offers last 20 s, and there is a wrap-up. */
    static Floor open(BenchNode node, String tenant, int queues, int agents) {
        var id = new TenantId(tenant);
        var floor = new Floor(
                id,
                IntStream.range(0, queues)
                        .mapToObj(i -> new QueueId(id, "q" + i))
                        .toList(),
                IntStream.range(0, agents)
                        .mapToObj(i -> new AgentId(id, "a" + i))
                        .toList());
        Policy policy = Policy.DEFAULT.with(draft -> {
            draft.offer = new OfferTerms(Duration.ofSeconds(20), 2, false);
            draft.wrapUp = new WrapUp(WrapUp.Mode.OPTIONAL, Duration.ofSeconds(60));
        });
        all(
                node,
                floor.queues().stream()
                        .<Command>map(q -> new QueueCommand.Configure(q, q.name(), "standard", policy, 1, 1))
                        .toList());
        floor.configure(node, Set.of());
        all(node, floor.agents().stream().<Command>map(AgentCommand.SignIn::new).toList());
        all(
                node,
                floor.agents().stream()
                        .<Command>map(AgentCommand.BecomeReady::new)
                        .toList());
        return floor;
    }

    /** Agents who serve these queues only; all queues if none is named. */
    void configure(BenchNode node, Set<QueueId> served) {
        all(
                node,
                agents.stream()
                        .<Command>map(a -> new AgentCommand.Configure(a, profile(a, served), served.isEmpty() ? 1 : 2))
                        .toList());
    }

    private static AgentProfile profile(AgentId agent, Set<QueueId> queues) {
        return new AgentProfile(
                agent.name(), Optional.empty(), queues, Map.of(), Capacity.DEFAULT, Duration.ofSeconds(5), true);
    }

    /** Asks for all of it, many at a time; each must be granted. */
    static void all(BenchNode node, List<Command> commands) {
        var room = new Semaphore(AT_ONCE);
        var asked = commands.stream()
                .map(command -> {
                    room.acquireUninterruptibly();
                    return node.switchboard()
                            .ask(command, PATIENCE)
                            .whenComplete((_, _) -> room.release())
                            .toCompletableFuture();
                })
                .toList();
        for (CompletableFuture<Reply> answer : asked) {
            if (answer.join() instanceof Reply.Refused refused) {
                throw new IllegalStateException("Expected it to be done, but: " + refused.message());
            }
        }
    }

    /** A chat as the page of a web shop would open it. */
    InteractionCommand.Open contact(InteractionId id, QueueId queue, Map<Skill, Integer> skills) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new InteractionCommand.Open(
                id,
                new Contact(
                        Medium.CHAT,
                        Optional.of("customer-" + id.name()),
                        Optional.of("Where is my order?"),
                        Optional.empty(),
                        Map.of("page", "/orders", "language", "en", "order", id.name())),
                new Place(queue, 0, now, now, skills, Optional.empty(), Optional.empty(), Set.of()),
                Optional.empty());
    }
}
