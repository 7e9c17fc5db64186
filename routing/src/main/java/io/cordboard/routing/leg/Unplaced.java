package io.cordboard.routing.leg;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A customer or work for whom no queue is named: where they go is what the tenant's classification says.
 *
 * @param priority what it is to have, whatever the classification says
 * @param skills least proficiency, beside what the classification asks
 * @param since its age counts from here
 */
public record Unplaced(
        InteractionId interaction,
        Contact contact,
        Optional<Integer> priority,
        Map<Skill, Integer> skills,
        Optional<AgentId> lastAgent,
        Instant since,
        Optional<Instant> scheduled) {

    public Unplaced {
        skills = Map.copyOf(skills);
    }

    LegReport.Arrived placed(Ruling ruling) {
        var classified = new Classified(ruling, priority, skills);
        return new LegReport.Arrived(
                interaction,
                contact,
                new Place(
                        new QueueId(interaction.tenant(), ruling.queue()),
                        classified.priority(),
                        since,
                        since,
                        classified.skills(),
                        lastAgent,
                        Optional.empty(),
                        Set.of()),
                scheduled,
                Optional.of(classified));
    }
}
