package io.cordboard.channels.task;

import io.cordboard.channels.task.TaskFlaw.Part;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.Unplaced;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What some system wants done. Made within its limits, or fails with a {@link TaskFlaw}.
 *
 * @param id whoever creates it again with the same id and the same contents finds the one there is
 * @param queue where it waits; absent, if that is for the tenant's classification to say
 * @param customer the tenant's own id of the customer it is about, at most 128 characters
 * @param title one line for agents, at most 200 characters
 * @param attributes for rules and agents; those named {@code link.*} are links, see {@link Links}
 * @param priority higher is served first, -1,000 to 1,000; absent, if that is for the classification to say, and else 0
 * @param skills least proficiency (0 to 10) by skill, beside what the queue asks; at most 50
 * @param lastAgent who should have it, if they can
 * @param scheduled not to be worked on before then; its age counts from then. At most {@link #HORIZON} ahead.
 */
public record Task(
        InteractionId id,
        Optional<QueueId> queue,
        Optional<String> customer,
        Optional<String> title,
        Attributes attributes,
        Optional<Integer> priority,
        Map<Skill, Integer> skills,
        Optional<AgentId> lastAgent,
        Optional<Instant> scheduled) {

    /** A task further off than this is a mistake in somebody's date. */
    public static final Duration HORIZON = Duration.ofDays(366);

    public static final int MAX_PRIORITY = 1_000;
    public static final int MAX_SKILLS = 50;
    public static final int MAX_PROFICIENCY = 10;

    /** For a queue. */
    public Task(
            InteractionId id,
            QueueId queue,
            Optional<String> customer,
            Optional<String> title,
            Attributes attributes,
            int priority,
            Map<Skill, Integer> skills,
            Optional<AgentId> lastAgent,
            Optional<Instant> scheduled) {
        this(id, Optional.of(queue), customer, title, attributes, Optional.of(priority), skills, lastAgent, scheduled);
    }

    public Task {
        skills = Map.copyOf(skills);
        line(Part.CUSTOMER, customer);
        line(Part.TITLE, title);
        priority.ifPresent(asked -> require(
                Math.abs(asked) <= MAX_PRIORITY,
                Part.PRIORITY,
                "Expected -" + MAX_PRIORITY + " to " + MAX_PRIORITY + ", but got " + asked));
        require(skills.size() <= MAX_SKILLS, Part.SKILLS, "Expected at most " + MAX_SKILLS + " skills");
        require(
                skills.values().stream().allMatch(asked -> asked >= 0 && asked <= MAX_PROFICIENCY),
                Part.SKILLS,
                "Expected a proficiency of 0 to " + MAX_PROFICIENCY);
        checked(Part.CUSTOMER, customer, Optional.empty(), Attributes.NONE);
        checked(Part.TITLE, Optional.empty(), title, Attributes.NONE);
        checked(Part.ATTRIBUTES, Optional.empty(), Optional.empty(), attributes);
    }

    /** What routing is told at {@code now} of one that names its queue. Fails with a {@link TaskFlaw} if it is scheduled beyond the horizon. */
    LegReport.Arrived arrival(Instant now) {
        Instant since = since(now);
        return new LegReport.Arrived(
                id,
                contact(customer, title, attributes),
                new Place(
                        queue.orElseThrow(),
                        priority.orElse(0),
                        since,
                        since,
                        skills,
                        lastAgent,
                        Optional.empty(),
                        Set.of()),
                scheduled);
    }

    /** The same of one that names none. */
    Unplaced unplaced(Instant now) {
        return new Unplaced(
                id, contact(customer, title, attributes), priority, skills, lastAgent, since(now), scheduled);
    }

    private Instant since(Instant now) {
        scheduled.ifPresent(due -> requireWithinHorizon(due, now));
        return scheduled.filter(now::isBefore).orElse(now);
    }

    static void requireWithinHorizon(Instant due, Instant now) {
        require(
                due.isBefore(now.plus(HORIZON)),
                Part.SCHEDULED,
                "Expected a time within " + HORIZON.toDays() + " days, but got " + due);
    }

    private static void checked(Part part, Optional<String> customer, Optional<String> title, Attributes attributes) {
        try {
            contact(customer, title, attributes);
            Links.require(attributes);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw new TaskFlaw(part, message == null ? "Expected another value" : message);
        }
    }

    /** Nobody's connection can drop: there is no patience. */
    private static Contact contact(Optional<String> customer, Optional<String> title, Attributes attributes) {
        return new Contact(Medium.TASK, customer, title, Optional.empty(), attributes);
    }

    private static void line(Part part, Optional<String> text) {
        require(
                text.filter(value -> value.chars().anyMatch(Character::isISOControl))
                        .isEmpty(),
                part,
                "Expected one line of text without control characters");
    }

    private static void require(boolean holds, Part part, String message) {
        if (!holds) {
            throw new TaskFlaw(part, message);
        }
    }
}
