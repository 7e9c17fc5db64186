package io.cordboard.routing.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Companion;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.EntityType;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.State;
import io.cordboard.routing.router.RouterCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entity of the world: the real rules, a journal that is a list, and the shell's way with debts. */
final class SimEntity<C extends Command, E extends Event> {

    private final EntityType<C, E, ?> type;
    private final String entityId;
    private final String pid;
    private final List<E> journal = new ArrayList<>();
    private final Set<String> answered = new HashSet<>();
    private State<C, E, ?> state;
    private Companion<E, Object> companion;
    private Optional<Instant> tick = Optional.empty();

    SimEntity(EntityType<C, E, ?> type, String entityId, String pid, World world) {
        this.type = type;
        this.entityId = entityId;
        this.pid = pid;
        this.state = initial(type, entityId);
        this.companion = companion(type, world);
        companion.begin(state, desk(world));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Event> Companion<E, Object> companion(EntityType<?, E, ?> type, World world) {
        return world.hasRouter() ? (Companion<E, Object>) type.companion().get() : Companion.none();
    }

    private Companion.Desk desk(World world) {
        return new Companion.Desk() {
            @Override
            public void send(Command command) {
                world.send(command, pid);
            }

            @Override
            public void tickAfter(Duration delay) {
                tick = Optional.of(world.now().plus(delay));
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <C extends Command, E extends Event> State<C, E, ?> initial(EntityType<C, E, ?> type, String id) {
        return (State<C, E, ?>) type.initial().apply(id);
    }

    String pid() {
        return pid;
    }

    List<E> journal() {
        return journal;
    }

    State<C, E, ?> state() {
        return state;
    }

    Reply command(Command command, World world) {
        return switch (state.decide(type.commands().cast(command), world.now())) {
            case Decision.Accepted<E>(var events) -> {
                record(events, world);
                yield state.says(type.commands().cast(command))
                        .<Reply>map(view -> new Reply.Found(command.ref(), journal.size(), view))
                        .orElseGet(() -> new Reply.Done(command.ref(), journal.size()));
            }
            case Decision.Refused<E>(var refusal, var message) -> new Reply.Refused(command.ref(), refusal, message);
            case Decision.Shown<E>(var view) -> new Reply.Found(command.ref(), journal.size(), view);
        };
    }

    void reply(Reply reply, World world) {
        Command debt = debts().get(reply.ref());
        if (debt == null || answered.contains(reply.ref())) {
            companion.reply(reply, state, desk(world));
            return;
        }
        List<E> events = state.answered(debt, reply, world.now());
        boolean retry = events.isEmpty()
                && reply instanceof Reply.Refused(_, var refusal, _)
                && Set.of(Refusal.NOT_FOUND, Refusal.UNAVAILABLE, Refusal.OVERLOADED)
                        .contains(refusal);
        if (!retry) {
            answered.add(reply.ref());
        }
        record(events, world);
    }

    void time(World world) {
        if (tick.filter(at -> !world.now().isBefore(at)).isPresent()) {
            tick = Optional.empty();
            companion.tick(state, desk(world));
        }
        if (state.alarm().filter(at -> !world.now().isBefore(at)).isPresent()) {
            record(state.due(world.now()), world);
        }
    }

    private void record(List<E> events, World world) {
        Set<String> before = debts().keySet();
        for (E event : events) {
            journal.add(event);
            state = state.apply(event);
        }
        if (!events.isEmpty()) {
            companion.recorded(events, state, desk(world));
        }
        var owed = debts();
        answered.retainAll(owed.keySet());
        owed.forEach((ref, debt) -> {
            if (!before.contains(ref)) {
                world.send(debt, pid);
            }
        });
        if (answered.containsAll(owed.keySet())) {
            List<E> conclusion = state.settled(world.now());
            if (!conclusion.isEmpty()) {
                record(conclusion, world);
            }
        }
    }

    /** Loses everything that is not recorded, and comes back as what the journal or a snapshot says: exactly what it was. */
    void crash(World world) {
        State<C, E, ?> rebuilt = initial(type, entityId);
        for (E event : journal) {
            rebuilt = rebuilt.apply(event);
        }
        assertThat(rebuilt).as("replay of %s", pid).isEqualTo(state);
        Object restored = type.restored().apply(state.snapshot());
        assertThat(restored).as("snapshot of %s", pid).isEqualTo(state);
        state = rebuilt;
        answered.clear();
        tick = Optional.empty();
        companion = companion(type, world);
        companion.begin(state, desk(world));
        resend(world);
    }

    /** The tenant has a new router: what was announced to the old one is owed again. */
    void routerStarted(World world) {
        debts().forEach((ref, debt) -> {
            if (debt instanceof RouterCommand) {
                answered.remove(ref);
                world.send(debt, pid);
            }
        });
        companion.routerStarted(state, desk(world));
    }

    void resend(World world) {
        debts().forEach((ref, debt) -> {
            if (!answered.contains(ref)) {
                world.send(debt, pid);
            }
        });
        if (answered.containsAll(debts().keySet())) {
            record(state.settled(world.now()), world);
        }
    }

    private Map<String, Command> debts() {
        var byRef = new HashMap<String, Command>();
        state.debts().forEach(debt -> byRef.put(debt.ref(), debt));
        return byRef;
    }
}
