package io.cordboard.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Message;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * One entity's life under a random sequence of commands, answers to what it owes, and time. Whatever comes, each step keeps
 * what every aggregate promises; a test adds what its own promises by looking at {@link #state} after each step.
 */
public final class Life<C extends Command, E extends Event, S extends State<C, E, S>> {

    /** Something that happens to an entity. */
    public sealed interface Step<C> {}

    /** A command, made when its time comes, since it may name an instant. */
    public record Ask<C>(String name, Function<Instant, C> command) implements Step<C> {
        @Override
        public String toString() {
            return name;
        }
    }

    /** One of its debts, whichever, is answered: done, or refused. */
    public record Answer<C>(int which, Optional<Refusal> refusal) implements Step<C> {}

    /** Time passes. */
    public record Pass<C>(Duration time) implements Step<C> {}

    /** Any sequence of these commands, answers and waits. */
    public static <C> Arbitrary<List<Step<C>>> of(List<Ask<C>> commands) {
        Arbitrary<Step<C>> asks = Arbitraries.of(commands).map(ask -> ask);
        Arbitrary<Step<C>> answers = Arbitraries.integers()
                .between(0, 5)
                .flatMap(which ->
                        Arbitraries.of(Refusal.values()).optional(0.5).map(refusal -> new Answer<C>(which, refusal)));
        Arbitrary<Step<C>> waits =
                Arbitraries.of(1, 500, 3_000, 15_000, 60_000, 200_000).map(ms -> new Pass<C>(Duration.ofMillis(ms)));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(7, asks),
                        net.jqwik.api.Tuple.of(2, answers),
                        net.jqwik.api.Tuple.of(1, waits))
                .list()
                .ofMaxSize(40);
    }

    private final S first;
    private final Function<Message, S> restored;
    private final List<E> journal = new ArrayList<>();
    private S state;
    private Instant now = Instant.parse("2026-11-21T09:30:00Z");

    public Life(S first, Function<Message, S> restored) {
        this.first = first;
        this.restored = restored;
        this.state = first;
    }

    public S state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public List<E> journal() {
        return journal;
    }

    /** Lets one thing happen. */
    public void live(Step<C> step) {
        switch (step) {
            case Ask<C>(var _, var make) -> ask(make.apply(now));
            case Answer<C> answer -> answered(answer);
            case Pass<C>(var time) -> {
                now = now.plus(time);
                onTime();
            }
        }
        assertThat(state.debts().stream().map(Command::ref))
                .as("a debt is told from the next by its ref")
                .doesNotHaveDuplicates();
        List<E> settled = state.settled(now);
        if (!settled.isEmpty() && step instanceof Answer<C>) {
            record(settled);
            assertThat(state.settled(now)).as("settled once").isEmpty();
        }
    }

    private void ask(C command) {
        if (state.decide(command, now) instanceof Decision.Accepted<E>(var events)) {
            record(events);
            if (state.decide(command, now) instanceof Decision.Accepted<E>(var again)) {
                assertThat(again).as("%s again", command).isEmpty();
            }
        }
    }

    private void answered(Answer<C> answer) {
        List<Command> debts = state.debts();
        if (debts.isEmpty()) {
            return;
        }
        Command debt = debts.get(answer.which() % debts.size());
        Reply reply = answer.refusal()
                .<Reply>map(refusal -> new Reply.Refused(debt.ref(), refusal, "Expected ..."))
                .orElseGet(() -> new Reply.Done(debt.ref(), 1));
        record(state.answered(debt, reply, now));
    }

    /** Time alone changes what it was announced to change, and then waits for the next time: it never spins. */
    private void onTime() {
        for (int i = 0; state.alarm().filter(at -> !now.isBefore(at)).isPresent(); i++) {
            List<E> events = state.due(now);
            assertThat(events).as("what %s was set for", state.alarm()).isNotEmpty();
            assertThat(i).as("alarms in a row").isLessThan(10);
            record(events);
        }
    }

    private void record(List<E> events) {
        for (E event : events) {
            journal.add(event);
            state = state.apply(event);
        }
    }

    /** What the journal gives back equals what lives, and so does what a snapshot gives back. */
    @SuppressWarnings("unchecked")
    public void check() {
        S replayed = first;
        for (E event : journal) {
            replayed = replayed.apply((E) Serialized.copy(event));
        }
        assertThat(replayed).as("replay").isEqualTo(state);
        assertThat(restored.apply((Message) Serialized.copy(state.snapshot())))
                .as("snapshot")
                .isEqualTo(state);
    }
}
