package io.cordboard.node.api.interaction;

import io.cordboard.channels.task.Links;
import io.cordboard.channels.task.Task;
import io.cordboard.channels.task.TaskFlaw;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.leg.Unplaced;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.policy.Texts;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What begins an interaction: schema {@code NewInteraction}. */
record NewInteraction(
        String medium,
        Optional<String> queue,
        Optional<String> customer,
        Optional<String> subject,
        Optional<Attributes> attributes,
        Optional<Integer> priority,
        Optional<Map<String, Integer>> skills,
        Optional<String> lastAgent,
        Optional<Instant> scheduledAt) {

    /** Absent, if that is for the tenant's classification to say. */
    Optional<QueueId> queue(TenantId tenant) {
        return Problem.valueAt("/queue", () -> queue.map(name -> new QueueId(tenant, name)));
    }

    boolean isTask() {
        return how().equals(Medium.TASK);
    }

    private Medium how() {
        return Problem.valueAt("/medium", () -> new Medium(medium));
    }

    /** Work that somebody creates. */
    Task task(InteractionId id) {
        return flaws(() -> new Task(
                id,
                queue(id.tenant()),
                customer,
                subject,
                storable(attributes),
                priority.map(value -> priority("/priority", value)),
                asked(),
                last(id),
                scheduledAt));
    }

    /** A contact that another system brings, and talks to itself: there is no live connection of a customer that could drop. */
    Supplier<CompletionStage<Reply>> arrival(Legs legs, InteractionId id, Instant now) {
        Attributes known = storable(attributes);
        Problem.valueAt("/attributes", () -> contact(Optional.empty(), Optional.empty(), known));
        Contact contact = Problem.valueAt("", () -> contact(customer, subject, known));
        Instant since = scheduledAt.filter(now::isBefore).orElse(now);
        Optional<QueueId> queue = queue(id.tenant());
        Optional<Integer> given = priority.map(value -> priority("/priority", value));
        Map<Skill, Integer> asked = asked();
        Optional<AgentId> last = last(id);
        if (queue.isEmpty()) {
            var unplaced = new Unplaced(id, contact, given, asked, last, since, scheduledAt);
            return () -> legs.report(unplaced);
        }
        var place = new Place(queue.get(), given.orElse(0), since, since, asked, last, Optional.empty(), Set.of());
        return () -> legs.report(new LegReport.Arrived(id, contact, place, scheduledAt));
    }

    private Contact contact(Optional<String> who, Optional<String> about, Attributes known) {
        Links.require(known);
        return new Contact(how(), who, about, Optional.empty(), known);
    }

    /** Names within objects are not looked at by what reads the body. */
    static Attributes storable(Optional<Attributes> said) {
        Attributes known = said.orElse(Attributes.NONE);
        var problems = Texts.problems(known.json());
        if (!problems.isEmpty()) {
            PolicyProblem first = problems.getFirst();
            throw Problem.invalid("/attributes" + first.path(), first.message()).exception();
        }
        return known;
    }

    private Optional<AgentId> last(InteractionId id) {
        return Problem.valueAt("/lastAgent", () -> lastAgent.map(name -> new AgentId(id.tenant(), name)));
    }

    private Map<Skill, Integer> asked() {
        return skills("/skills", skills.orElse(Map.of()));
    }

    /** What is wrong with a task, in the words of this body. */
    static <T> T flaws(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (TaskFlaw flaw) {
            String pointer = switch (flaw.part()) {
                case CUSTOMER -> "/customer";
                case TITLE -> "/subject";
                case ATTRIBUTES -> "/attributes";
                case PRIORITY -> "/priority";
                case SKILLS -> "/skills";
                case SCHEDULED -> "/scheduledAt";
            };
            throw Problem.invalid(pointer, String.valueOf(flaw.getMessage())).exception();
        }
    }

    static int priority(String pointer, int priority) {
        if (Math.abs(priority) > Task.MAX_PRIORITY) {
            throw Problem.invalid(
                            pointer,
                            "Expected -" + Task.MAX_PRIORITY + " to " + Task.MAX_PRIORITY + ", but got " + priority)
                    .exception();
        }
        return priority;
    }

    /** Skills with the least proficiency that is asked for. */
    static Map<Skill, Integer> skills(String pointer, Map<String, Integer> skills) {
        if (skills.size() > Task.MAX_SKILLS) {
            throw Problem.invalid(pointer, "Expected at most " + Task.MAX_SKILLS + " skills")
                    .exception();
        }
        var asked = new HashMap<Skill, Integer>();
        skills.forEach((name, proficiency) -> {
            String at = pointer + '/' + name;
            if (proficiency == null || proficiency < 0 || proficiency > 10) {
                throw Problem.invalid(at, "Expected a proficiency of 0 to 10").exception();
            }
            asked.put(Problem.valueAt(at, () -> new Skill(name)), proficiency);
        });
        return asked;
    }
}
