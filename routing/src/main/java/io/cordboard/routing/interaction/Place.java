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
 * @param fired relaxation steps that have fired in this stay before their time, if any
 * @param transferred when somebody last sent it to another queue or agent; its age counts from here where the policy says so
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
        Optional<Fired> fired) {

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

    public Place {
        skills = Map.copyOf(skills);
        excluded = Set.copyOf(excluded);
    }

    /** A place that was never transferred. */
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
                Optional.empty());
    }

    /**
     * The same interaction in another (or the same) queue from {@code now} on, its age kept. One stay must be told from the
     * next, so no two begin at the same instant.
     */
    public Place movedTo(QueueId target, Instant now) {
        return movedTo(target, now, since, Optional.empty());
    }

    /** The same, by somebody's choice: whether it keeps its age there is for the policy to say. */
    public Place transferredTo(QueueId target, Instant now) {
        Place moved = movedTo(target, now);
        return new Place(
                target,
                priority,
                since,
                moved.enqueued,
                skills,
                lastAgent,
                moved.onlyAgent,
                excluded,
                Optional.of(moved.enqueued),
                Optional.empty());
    }

    private Place movedTo(QueueId target, Instant now, Instant ageFrom, Optional<AgentId> only) {
        Instant begins = now.isAfter(enqueued) ? now : enqueued.plusMillis(1);
        return new Place(
                target, priority, ageFrom, begins, skills, lastAgent, only, excluded, transferred, Optional.empty());
    }

    /** For this agent alone; somebody asked for them by name, so it no longer matters that they once passed it on. */
    public Place withOnly(AgentId agent) {
        var others = new java.util.TreeSet<>(excluded);
        others.remove(agent);
        return new Place(
                queue, priority, since, enqueued, skills, lastAgent, Optional.of(agent), others, transferred, fired);
    }

    /**
     * The same place, asking for something else. Counts as a stay of its own that begins an instant later, so that word of
     * what was asked before, if it comes late, is known to be old.
     */
    public Place asking(int changedPriority, Map<Skill, Integer> changedSkills) {
        return new Place(
                queue,
                changedPriority,
                since,
                enqueued.plusMillis(1),
                changedSkills,
                lastAgent,
                onlyAgent,
                excluded,
                transferred,
                fired);
    }

    /** The same stay, in which these steps have fired. */
    Place relaxed(Fired changed) {
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
                Optional.of(changed));
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
        return movedTo(queue, now, due, onlyAgent);
    }

    /** @param namedFor how long it is for the agent alone whom somebody named; always, if absent */
    boolean isFor(AgentId agent, Optional<Duration> namedFor, Instant now) {
        return onlyAgent.isEmpty()
                || onlyAgent.get().equals(agent)
                || namedFor.filter(window -> !now.isBefore(enqueued.plus(window)))
                        .isPresent();
    }

    public Place withPriority(int changed) {
        return new Place(queue, changed, since, enqueued, skills, lastAgent, onlyAgent, excluded, transferred, fired);
    }

    public Place excluding(AgentId agent) {
        return excluding(Set.of(agent));
    }

    /** Nor for any of these. */
    public Place excluding(Set<AgentId> agents) {
        var all = new java.util.TreeSet<>(excluded);
        all.addAll(agents);
        return new Place(queue, priority, since, enqueued, skills, lastAgent, onlyAgent, all, transferred, fired);
    }
}
