package io.cordboard.routing.simulation;

import io.cordboard.routing.agent.AgentId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The agents, and whose shift begins or ends next. */
final class Roster {

    private final Map<AgentId, Workplace> workplaces = new HashMap<>();
    private final List<Shift> begins;
    private final List<Shift> ends;
    private int begun;
    private int ended;

    Roster(Scenario scenario) {
        begins = scenario.shifts().stream()
                .sorted(Comparator.comparingLong(Shift::fromNanos).thenComparing(Shift::agent))
                .toList();
        ends = scenario.shifts().stream()
                .sorted(Comparator.comparingLong(Shift::untilNanos).thenComparing(Shift::agent))
                .toList();
        for (Shift shift : begins) {
            workplaces.computeIfAbsent(
                    shift.agent(), id -> new Workplace(id, scenario.countFromNanos(), scenario.countUntilNanos()));
        }
    }

    Workplace workplace(AgentId agent) {
        return Objects.requireNonNull(workplaces.get(agent));
    }

    long nextAt() {
        long begin = begun < begins.size() ? begins.get(begun).fromNanos() : Times.NEVER;
        long end = ended < ends.size() ? ends.get(ended).untilNanos() : Times.NEVER;
        return Math.min(begin, end);
    }

    @Nullable
    Shift pollEnd(long now) {
        return ended < ends.size() && ends.get(ended).untilNanos() <= now ? ends.get(ended++) : null;
    }

    @Nullable
    Shift pollBegin(long now) {
        return begun < begins.size() && begins.get(begun).fromNanos() <= now ? begins.get(begun++) : null;
    }

    /** By id, so that sums over them are the same each time. */
    Iterable<Workplace> all() {
        return new TreeMap<>(workplaces).values();
    }
}
