package io.cordboard.routing.world;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.EntityType;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.Queues;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.SimRouter;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Entities with their real rules around a network in which anything may happen, all by one seed. */
final class World {

    private static final String ROUTER = "router";

    private record InFlight(
            Object message, String to, @Nullable String from, Instant sent) {}

    private final Random random;
    private final Map<String, SimEntity<?, ?>> entities = new LinkedHashMap<>();
    private final List<InFlight> network = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private Optional<SimRouter> router = Optional.empty();
    private double loss;
    private double doubling;

    /** A world whose router is the real one. Without it, whoever plays the router needs no news. */
    World withRouter() {
        router = Optional.of(new SimRouter());
        return this;
    }

    boolean hasRouter() {
        return router.isPresent();
    }

    /** The router asks agents for what it thinks best. */
    void match() {
        router.orElseThrow().match(now).forEach(reserve -> send(reserve, ROUTER));
    }

    /** The router is lost, and the new one tells everybody. */
    void crashRouter() {
        router.orElseThrow().crash();
        List.copyOf(entities.values()).forEach(entity -> entity.routerStarted(this));
    }

    World(long seed, double loss, double doubling) {
        this.random = new Random(seed);
        this.loss = loss;
        this.doubling = doubling;
    }

    Random random() {
        return random;
    }

    Instant now() {
        return now;
    }

    void advance(long millis) {
        now = now.plusMillis(millis);
        // No network holds a message for ever.
        network.removeIf(message -> message.sent().isBefore(now.minusSeconds(60)));
        entities.values().forEach(entity -> entity.time(this));
    }

    /** From now on nothing is lost or doubled. */
    void heal() {
        loss = 0;
        doubling = 0;
    }

    /** The answer comes at once: somebody outside asks over a connection that works. */
    Reply ask(Command command) {
        return entity(command).command(command, this);
    }

    /** What the router says at once. */
    Reply askRouter(RouterCommand question) {
        return router.orElseThrow().command(question, now);
    }

    void send(Command command, @Nullable String from) {
        if (command instanceof RouterCommand) {
            if (router.isPresent()) {
                put(new InFlight(command, ROUTER, from, now));
            } else if (from != null) {
                deliver(new InFlight(new Reply.Done(command.ref(), 0), from, null, now));
            }
            return;
        }
        put(new InFlight(command, pid(command), from, now));
    }

    void answer(Reply reply, String to) {
        put(new InFlight(reply, to, null, now));
    }

    private void put(InFlight message) {
        if (random.nextDouble() < loss) {
            return;
        }
        network.add(message);
        if (random.nextDouble() < doubling) {
            network.add(message);
        }
    }

    int inFlight() {
        return network.size();
    }

    /** Delivers one of what is on its way, whichever. */
    void deliverOne() {
        if (!network.isEmpty()) {
            deliver(network.remove(random.nextInt(network.size())));
        }
    }

    private void deliver(InFlight message) {
        switch (message.message()) {
            case Command command -> {
                Reply reply = command instanceof RouterCommand told
                        ? router.orElseThrow().command(told, now)
                        : ask(command);
                if (message.from() != null) {
                    answer(reply, message.from());
                }
            }
            case Reply reply
            when message.to().equals(ROUTER) -> router.orElseThrow().reply(reply, now);
            case Reply reply -> {
                SimEntity<?, ?> to = entities.get(message.to());
                if (to != null) {
                    to.reply(reply, this);
                }
            }
            default -> throw new IllegalStateException("Expected a command or a reply, but got " + message);
        }
    }

    void crashOne() {
        if (!entities.isEmpty()) {
            List.copyOf(entities.values()).get(random.nextInt(entities.size())).crash(this);
        }
    }

    /** Sends again what is owed, as each entity does once a second. */
    void resend() {
        List.copyOf(entities.values()).forEach(entity -> entity.resend(this));
    }

    /** Everything is delivered and every deadline passes. */
    void quiesce() {
        heal();
        for (int round = 0; round < 60; round++) {
            deliverAll();
            advance(1_500);
            resend();
        }
        deliverAll();
    }

    void deliverAll() {
        while (inFlight() > 0) {
            deliverOne();
        }
    }

    Iterable<SimEntity<?, ?>> entities() {
        return List.copyOf(entities.values());
    }

    private SimEntity<?, ?> entity(Command command) {
        String pid = pid(command);
        SimEntity<?, ?> known = entities.get(pid);
        if (known == null) {
            known = create(command, pid);
            entities.put(pid, known);
        }
        return known;
    }

    private SimEntity<?, ?> create(Command command, String pid) {
        return switch (command) {
            case AgentCommand c -> new SimEntity<>(type(Agents.type()), c.entityId(), pid, this);
            case InteractionCommand c -> new SimEntity<>(type(Interactions.type()), c.entityId(), pid, this);
            case QueueCommand c -> new SimEntity<>(type(Queues.type()), c.entityId(), pid, this);
            case TenantCommand c -> new SimEntity<>(type(Tenants.type()), c.entityId(), pid, this);
            default -> throw new IllegalStateException("Expected a command of this world, but got " + command);
        };
    }

    private static String pid(Command command) {
        return switch (command) {
            case AgentCommand c -> Agents.type().persistenceId(c.entityId());
            case InteractionCommand c -> Interactions.type().persistenceId(c.entityId());
            case QueueCommand c -> Queues.type().persistenceId(c.entityId());
            case TenantCommand c -> Tenants.type().persistenceId(c.entityId());
            default -> throw new IllegalStateException("Expected a command of this world, but got " + command);
        };
    }

    /** The state's own type is its package's business. */
    @SuppressWarnings("unchecked")
    private static <C extends Command, E extends io.cordboard.routing.entity.Event> EntityType<C, E, ?> type(
            EntityType<C, E, ?> type) {
        return type;
    }
}
