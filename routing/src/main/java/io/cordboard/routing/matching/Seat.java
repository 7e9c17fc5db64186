package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One ready agent, under a small number that stands for the agent in every set. */
final class Seat implements Subject, Comparable<Seat> {

    final int number;
    ReadyAgent agent;
    long idleSince;

    /** The queues it names, in its order of preference; null if it serves every queue. */
    @Nullable
    List<Desk> desks;

    /** The lines of these queues, by board. */
    Line[][] lines = new Line[0][];

    /** Null if it prefers none of them to another. */
    @Nullable
    Precedence precedence;

    /** The gates open to it: the numbers of the skills it has, and {@link Group#NO_GATE}. */
    final Bits gates = new Bits();

    /** Proficiency by skill number. */
    private byte[] levels = new byte[0];

    /** The media it serves. */
    List<Board> boards = List.of();

    /** What conditions may ask of it; null until one does, and again when the agent has changed. */
    private @Nullable Attributes known;

    /** Proposals of which the kernel has not heard the end. */
    final List<Hold> holds = new ArrayList<>(2);

    /** Whether it is free for any medium, and so among {@link Floor#free}. */
    boolean free;

    /** Whether its agent has left. */
    boolean gone;

    /** Waits to be looked at by the next match. */
    boolean dirty;

    private int used = -1;
    private @Nullable Probe probe;

    Seat(int number, ReadyAgent agent) {
        this.number = number;
        gates.set(Group.NO_GATE, true);
        this.agent = agent;
    }

    /** Proficiency in the skill of this number. */
    int level(int skill) {
        return skill < levels.length ? levels[skill] : 0;
    }

    void level(int skill, int proficiency) {
        if (skill >= levels.length) {
            levels = Arrays.copyOf(levels, skill + 8);
        }
        levels[skill] = (byte) proficiency;
        gates.set(skill, proficiency > 0);
    }

    Attributes known() {
        Attributes latest = known;
        if (latest == null) {
            latest = Conditions.known(agent);
            known = latest;
        }
        return latest;
    }

    /** The agent is to be known anew. */
    void changed() {
        known = null;
    }

    AgentId id() {
        return agent.agent();
    }

    /** What it carries: what the agent counts, and the proposals that the agent does not count yet. */
    List<Medium> load() {
        if (holds.isEmpty()) {
            return agent.carried();
        }
        List<Medium> load = new ArrayList<>(agent.carried());
        for (Hold hold : holds) {
            if (hold.takesCapacity) {
                load.add(hold.medium);
            }
        }
        return load;
    }

    void loadChanged() {
        used = -1;
    }

    int usedUnits() {
        if (used < 0) {
            used = agent.capacity().used(load());
        }
        return used;
    }

    @Nullable
    Hold holdOn(InteractionId interaction) {
        for (int i = 0; i < holds.size(); i++) {
            if (holds.get(i).interaction.equals(interaction)) {
                return holds.get(i);
            }
        }
        return null;
    }

    /** Whether it may not have this one, though it could have others of its class. */
    boolean isBarredFrom(Entry entry) {
        return (entry.excludes && entry.waiting().excluded().contains(id()))
                || (!holds.isEmpty() && holdOn(entry.waiting().interaction()) != null);
    }

    boolean serves(Desk desk) {
        return desks == null || desk.members.get(number);
    }

    @Override
    public @Nullable Probe probe() {
        return probe;
    }

    @Override
    public void probe(@Nullable Probe latest) {
        probe = latest;
    }

    /** Longest idle first. */
    @Override
    public int compareTo(Seat other) {
        return idleSince != other.idleSince ? Long.compare(idleSince, other.idleSince) : id().compareTo(other.id());
    }
}
