package io.cordboard.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.State;
import io.cordboard.routing.entity.Stored;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A table of state × command, one rule a line: {@code what it shows | state | command | outcome}. An outcome is the stored
 * names of the events in order, or {@code unchanged}, {@code shown}, or the name of a refusal.
 *
 * @param <C> the commands of the aggregate
 * @param <S> its states
 */
public final class RuleTable<C extends Command, E extends Event, S extends State<C, E, S>> {

    /** One line. */
    public record Rule(String sentence, String state, String command, String outcome) {}

    private final Map<String, S> states = new LinkedHashMap<>();
    private final Map<String, C> commands = new LinkedHashMap<>();
    private final List<Rule> rules;
    private final Instant now;

    public RuleTable(String table, Instant now) {
        this.now = now;
        this.rules = table.lines()
                .filter(line -> !line.isBlank())
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new))
                .map(cells -> new Rule(cells[0], cells[1], cells[2], cells[3]))
                .toList();
    }

    public RuleTable<C, E, S> state(String name, S state) {
        states.put(name, state);
        return this;
    }

    /** A state that comes of another by these events. */
    @SafeVarargs
    public final RuleTable<C, E, S> state(String name, String from, E... events) {
        S state = known(states, from);
        for (E event : events) {
            state = state.apply(event);
        }
        return state(name, state);
    }

    public RuleTable<C, E, S> command(String name, C command) {
        commands.put(name, command);
        return this;
    }

    public S state(String name) {
        return known(states, name);
    }

    /** The events of a command that is accepted. */
    public List<E> decided(String state, String command) {
        return ((Decision.Accepted<E>) known(states, state).decide(known(commands, command), now)).events();
    }

    /** The lines as a parameterized test takes them. */
    public Stream<Arguments> rows() {
        return rules.stream().map(rule -> Arguments.of(Named.of(rule.sentence(), rule)));
    }

    /** Whether the rules say what the line says, and say nothing more when the command is repeated. */
    public void check(Rule rule) {
        S state = known(states, rule.state());
        C command = known(commands, rule.command());
        Decision<E> decision = state.decide(command, now);
        assertThat(outcome(decision)).isEqualTo(rule.outcome());
        if (decision instanceof Decision.Accepted<E>(var events)) {
            S after = state;
            for (E event : events) {
                after = after.apply(event);
            }
            if (after.decide(command, now) instanceof Decision.Accepted<E>(var again)) {
                assertThat(again).as("the same command again").isEmpty();
            }
        }
    }

    /** Each phase meets each kind of command in at least one line. */
    public void covers(Class<?> phases, Class<C> family) {
        var missing = new TreeSet<String>();
        records(phases)
                .forEach(phase -> records(family).forEach(kind -> {
                    boolean there = rules.stream()
                            .anyMatch(rule -> phase.isInstance(known(states, rule.state()))
                                    && kind.isInstance(known(commands, rule.command())));
                    if (!there) {
                        missing.add(phase.getSimpleName() + " × " + kind.getSimpleName());
                    }
                }));
        assertThat(missing).as("not in the table").isEmpty();
    }

    private static Stream<Class<?>> records(Class<?> family) {
        return family.isSealed()
                ? Arrays.stream(family.getPermittedSubclasses()).flatMap(RuleTable::records)
                : Stream.of(family);
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("Expected one of " + all.keySet() + ", but got " + name);
        }
        return found;
    }

    /** A decision in the words of the table. */
    public static String outcome(Decision<? extends Event> decision) {
        return switch (decision) {
            case Decision.Accepted<? extends Event>(var events) -> names(events);
            case Decision.Refused<? extends Event>(var refusal, var message) -> {
                assertThat(message).as("a refusal says what was expected").startsWith("Expected ");
                yield refusal.name();
            }
            case Decision.Shown<? extends Event> _ -> "shown";
        };
    }

    /** Events in the words of the table. */
    public static String names(List<? extends Event> events) {
        return events.isEmpty()
                ? "unchanged"
                : events.stream().map(RuleTable::name).collect(Collectors.joining(", "));
    }

    private static String name(Event event) {
        Stored stored = event.getClass().getAnnotation(Stored.class);
        return stored == null ? event.getClass().getName() : stored.value();
    }
}
