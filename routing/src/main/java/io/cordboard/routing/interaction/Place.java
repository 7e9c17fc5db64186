package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * An interaction's place in a queue.
 *
 * @param priority higher is served first
 * @param since age in line counts from here; kept over requeue, transfer and overflow unless the policy says otherwise
 * @param enqueued when it entered this queue; relaxation steps and overflow count from here; tells one stay in a queue from the
 *     next
 * @param skills minimum proficiency by skill that this interaction asks for, beside what the queue asks
 * @param lastAgent who served this customer last, to be preferred for as long as the policy says
 * @param onlyAgent the one agent it may go to (a transfer to an agent), if any, for as long as the queue's policy says
 * @param excluded agents who must not get it (declined, missed, or transferred it away)
 * @param transferred when somebody last sent it to another queue or agent; its age counts from here where the policy says so
 * @param fired relaxation steps that have fired in this stay before their time, if any
 * @param stayed when its queue's policy had it classified again in this stay, and it stayed; only later rules on its wait count then
 * @param stand where somebody has put it in line by hand in this stay, whatever its priority and age
 * @param least the priority that it has in this queue at least, as the queue says that has sent it here
 * @param arm on which side of the queue's trial it is, if the queue has said so
 */
public record Place(
        QueueId queue,
        int priority,
        Instant since,
        Instant enqueued,
        Map<Skill, Integer> skills,
        Optional<AgentId> lastAgent,
        Optional<AgentId> onlyAgent,
        Set<AgentId> excluded,
        Optional<Instant> transferred,
        Optional<Fired> fired,
        Optional<Stand> stand,
        Optional<Instant> stayed,
        Optional<Integer> least,
        Optional<Arm> arm) {

    /**
     * So many relaxation steps have fired.
     *
     * @param of which steps these are: {@link io.cordboard.routing.policy.Policy#stepsMark}
     */
    public record Fired(int steps, String of) {
        public Fired {
            // Of steps that nobody knows any more: they count for nothing.
            of = Objects.requireNonNullElse(of, "");
        }

        private boolean isBefore(Fired later) {
            return of.equals(later.of) && steps < later.steps;
        }
    }

    /**
     * A place in line, as the matching kernel reckons.
     *
     * @param rank higher goes first
     * @param place then the lower goes first: nanoseconds since 1970, without what the queue's service level credits to all
     */
    public record Stand(long rank, long place) {}

    public Place {
        skills = Map.copyOf(skills);
        excluded = Set.copyOf(excluded);
    }

    /** A place of which nothing more is to be said. */
    public Place(
            QueueId queue,
            int priority,
            Instant since,
            Instant enqueued,
            Map<Skill, Integer> skills,
            Optional<AgentId> lastAgent,
            Optional<AgentId> onlyAgent,
            Set<AgentId> excluded) {
        this(
                queue,
                priority,
                since,
                enqueued,
                skills,
                lastAgent,
                onlyAgent,
                excluded,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same interaction in another (or the same) queue from {@code now} on, its age kept. One stay must be told from the
     * next, so no two begin at the same instant.
     */
    public Place movedTo(QueueId target, Instant now) {
        return with(draft -> {
            draft.queue = target;
            draft.least = target.equals(queue) ? least : Optional.empty();
            draft.arm = target.equals(queue) ? arm : Optional.empty();
            draft.enqueued = now.isAfter(enqueued) ? now : enqueued.plusMillis(1);
            draft.onlyAgent = Optional.empty();
            draft.fired = Optional.empty();
            draft.stand = Optional.empty();
            draft.stayed = Optional.empty();
        });
    }

    /** The same, where it is never less urgent than this. */
    Place atLeast(int leastPriority) {
        return with(draft -> {
            draft.priority = Math.max(leastPriority, priority);
            draft.least = Optional.of(leastPriority);
        });
    }

    /** The same stay, in which it was classified again and stayed. */
    Place stayed(Instant at) {
        return with(draft -> draft.stayed = Optional.of(at));
    }

    /** The same, by somebody's choice: whether it keeps its age there is for the policy to say. */
    public Place transferredTo(QueueId target, Instant now) {
        return movedTo(target, now).with(draft -> draft.transferred = Optional.of(draft.enqueued));
    }

    /** The same, for this agent alone, if one is named. */
    Place transferredTo(QueueId target, Optional<AgentId> agent, Instant now) {
        Place moved = transferredTo(target, now);
        return agent.map(moved::withOnly).orElse(moved);
    }

    /** For this agent alone; somebody asked for them by name, so it no longer matters that they once passed it on. */
    public Place withOnly(AgentId agent) {
        return with(draft -> {
            draft.onlyAgent = Optional.of(agent);
            draft.excluded = new TreeSet<>(excluded);
            draft.excluded.remove(agent);
        });
    }

    /**
     * The same place, asking for something else. Counts as a stay of its own that begins an instant later, so that word of
     * what was asked before, if it comes late, is known to be old.
     */
    public Place asking(int changedPriority, Map<Skill, Integer> changedSkills, Optional<Stand> changedStand) {
        return with(draft -> {
            draft.priority = changedPriority;
            draft.enqueued = enqueued.plusMillis(1);
            draft.skills = changedSkills;
            draft.stand = changedStand;
            // As far into the stay as it was, so that no rule of the queue that was tried before seems to be later.
            draft.stayed = stayed.map(at -> at.plusMillis(1));
        });
    }

    /** The same stay, in which these steps have fired. */
    Place relaxed(Fired changed) {
        return with(draft -> draft.fired = Optional.of(changed));
    }

    /** The same stay, on this side of the queue's trial. */
    public Place in(Optional<Arm> side) {
        return arm.equals(side) ? this : with(draft -> draft.arm = side);
    }

    /** Whether, of the same stay, fewer steps have fired than in {@code other}. */
    public boolean isBefore(Place other) {
        return enqueued.equals(other.enqueued)
                && other.fired
                        .filter(later -> fired.isEmpty() || fired.get().isBefore(later))
                        .isPresent();
    }

    /** In line from {@code due} on, once the time has come. */
    Place startingAt(Instant due, Instant now) {
        return movedTo(queue, now).with(draft -> {
            draft.since = due;
            draft.onlyAgent = onlyAgent;
        });
    }

    /** @param namedFor how long it is for the agent alone whom somebody named; always, if absent */
    boolean isFor(AgentId agent, Optional<Duration> namedFor, Instant now) {
        return onlyAgent.isEmpty()
                || onlyAgent.get().equals(agent)
                || namedFor.filter(window -> !now.isBefore(enqueued.plus(window)))
                        .isPresent();
    }

    public Place excluding(AgentId agent) {
        return excluding(Set.of(agent));
    }

    /** Nor for any of these. */
    public Place excluding(Set<AgentId> agents) {
        return with(draft -> {
            draft.excluded = new TreeSet<>(excluded);
            draft.excluded.addAll(agents);
        });
    }

    /** This place with some parts changed: {@code place.with(draft -> draft.priority = 3)}. */
    public Place with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.place();
    }

    /** A place in the making. */
    public static final class Draft {
        public QueueId queue;
        public int priority;
        public Instant since;
        public Instant enqueued;
        public Map<Skill, Integer> skills;
        public Optional<AgentId> lastAgent;
        public Optional<AgentId> onlyAgent;
        public Set<AgentId> excluded;
        public Optional<Instant> transferred;
        public Optional<Fired> fired;
        public Optional<Stand> stand;
        public Optional<Instant> stayed;
        public Optional<Integer> least;
        public Optional<Arm> arm;

        private Draft(Place from) {
            queue = from.queue;
            priority = from.priority;
            since = from.since;
            enqueued = from.enqueued;
            skills = from.skills;
            lastAgent = from.lastAgent;
            onlyAgent = from.onlyAgent;
            excluded = from.excluded;
            transferred = from.transferred;
            fired = from.fired;
            stand = from.stand;
            stayed = from.stayed;
            least = from.least;
            arm = from.arm;
        }

        private Place place() {
            return new Place(
                    queue,
                    priority,
                    since,
                    enqueued,
                    skills,
                    lastAgent,
                    onlyAgent,
                    excluded,
                    transferred,
                    fired,
                    stand,
                    stayed,
                    least,
                    arm);
        }
    }
}
