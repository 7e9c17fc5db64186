package io.cordboard.node.api.interaction;

import io.cordboard.node.api.Problem;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What begins an interaction: schema {@code NewInteraction}. */
record NewInteraction(
        String medium,
        String queue,
        Optional<String> customer,
        Optional<String> subject,
        Optional<Map<String, String>> attributes,
        Optional<Integer> priority,
        Optional<Map<String, Integer>> skills,
        Optional<String> lastAgent,
        Optional<Instant> scheduledAt) {

    private static final int MAX_PRIORITY = 1_000;
    private static final int MAX_SKILLS = 50;

    QueueId queue(TenantId tenant) {
        return Problem.valueAt("/queue", () -> new QueueId(tenant, queue));
    }

    InteractionCommand.Open command(InteractionId id, Instant now) {
        Medium how = Problem.valueAt("/medium", () -> new Medium(medium));
        // An integrator's contact has no live connection of a customer that could drop.
        Contact contact = Problem.valueAt(
                "", () -> new Contact(how, customer, subject, Optional.empty(), attributes.orElse(Map.of())));
        Optional<AgentId> last =
                Problem.valueAt("/lastAgent", () -> lastAgent.map(name -> new AgentId(id.tenant(), name)));
        Instant since = scheduledAt.filter(now::isBefore).orElse(now);
        return new InteractionCommand.Open(
                id,
                contact,
                new Place(
                        queue(id.tenant()),
                        priority("/priority", priority.orElse(0)),
                        since,
                        since,
                        asked(),
                        last,
                        Optional.empty(),
                        Set.of()),
                scheduledAt);
    }

    private Map<Skill, Integer> asked() {
        return skills("/skills", skills.orElse(Map.of()));
    }

    static int priority(String pointer, int priority) {
        if (Math.abs(priority) > MAX_PRIORITY) {
            throw Problem.invalid(
                            pointer, "Expected -" + MAX_PRIORITY + " to " + MAX_PRIORITY + ", but got " + priority)
                    .exception();
        }
        return priority;
    }

    /** Skills with the least proficiency that is asked for. */
    static Map<Skill, Integer> skills(String pointer, Map<String, Integer> skills) {
        if (skills.size() > MAX_SKILLS) {
            throw Problem.invalid(pointer, "Expected at most " + MAX_SKILLS + " skills")
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
