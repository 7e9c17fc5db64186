package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An interaction's place in a queue.
 *
 * @param priority higher is served first
 * @param since age in line counts from here; kept over requeue, transfer and overflow unless the policy says otherwise
 * @param enqueued when it entered this queue; tells one stay in a queue from the next
 * @param skills minimum proficiency by skill that this interaction asks for, beside what the queue asks
 * @param lastAgent who served this customer last
 * @param onlyAgent the one agent it may go to
 * @param excluded agents who must not get it
 */
public record Place(
        QueueId queue,
        int priority,
        Instant since,
        Instant enqueued,
        Map<Skill, Integer> skills,
        Optional<AgentId> lastAgent,
        Optional<AgentId> onlyAgent,
        Set<AgentId> excluded) {

    public Place {
        skills = Map.copyOf(skills);
        excluded = Set.copyOf(excluded);
    }

    /**
     * The same interaction in another (or the same) queue from {@code now} on, its age kept. One stay must be told from the
     * next, so no two begin at the same instant.
     */
    public Place movedTo(QueueId target, Instant now) {
        return movedTo(target, now, since, Optional.empty());
    }

    private Place movedTo(QueueId target, Instant now, Instant ageFrom, Optional<AgentId> only) {
        Instant begins = now.isAfter(enqueued) ? now : enqueued.plusMillis(1);
        return new Place(target, priority, ageFrom, begins, skills, lastAgent, only, excluded);
    }

    /** For this agent alone; somebody asked for them by name, so it no longer matters that they once passed it on. */
    public Place withOnly(AgentId agent) {
        var others = new java.util.TreeSet<>(excluded);
        others.remove(agent);
        return new Place(queue, priority, since, enqueued, skills, lastAgent, Optional.of(agent), others);
    }

    /**
     * The same place, asking for something else. Counts as a stay of its own that begins an instant later, so that word of
     * what was asked before, if it comes late, is known to be old.
     */
    public Place asking(int changedPriority, Map<Skill, Integer> changedSkills) {
        return new Place(
                queue, changedPriority, since, enqueued.plusMillis(1), changedSkills, lastAgent, onlyAgent, excluded);
    }

    /** In line from {@code due} on, once the time has come. */
    Place startingAt(Instant due, Instant now) {
        return movedTo(queue, now, due, onlyAgent);
    }

    public Place withPriority(int changed) {
        return new Place(queue, changed, since, enqueued, skills, lastAgent, onlyAgent, excluded);
    }

    public Place excluding(AgentId agent) {
        var all = new java.util.TreeSet<>(excluded);
        all.add(agent);
        return new Place(queue, priority, since, enqueued, skills, lastAgent, onlyAgent, all);
    }
}
