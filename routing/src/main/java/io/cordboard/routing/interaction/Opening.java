package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an interaction was begun with, whatever has become of it: whoever begins it again with the same repeats themselves.
 * Of one that was classified this is what was asked for, not what came of it: that may be another thing the next time.
 *
 * @param queue absent, if it was for the classification or a flow to say
 * @param flow by which its customer was to be guided
 */
record Opening(
        Contact contact,
        Optional<QueueId> queue,
        Optional<Integer> priority,
        Map<Skill, Integer> skills,
        Optional<AgentId> lastAgent,
        Optional<AgentId> onlyAgent,
        Set<AgentId> excluded,
        Optional<Instant> scheduled,
        Optional<String> flow) {

    Opening {
        // What was kept before there were flows has none.
        flow = Objects.requireNonNullElse(flow, Optional.empty());
    }

    static Opening of(InteractionEvent.Opened opened) {
        return of(opened.contact(), opened.place(), opened.scheduled(), opened.classified(), opened.guided());
    }

    private static Opening of(
            Contact contact,
            Place place,
            Optional<Instant> scheduled,
            Optional<Classified> classified,
            Optional<Guide> guided) {
        return new Opening(
                contact,
                classified.isPresent() || guided.isPresent() ? Optional.empty() : Optional.of(place.queue()),
                classified.map(Classified::askedPriority).orElseGet(() -> Optional.of(place.priority())),
                classified.map(Classified::askedSkills).orElse(place.skills()),
                place.lastAgent(),
                place.onlyAgent(),
                place.excluded(),
                scheduled,
                guided.map(Guide::flow));
    }

    /** @param opened when it was begun: a time that had passed by then was as good as none */
    boolean isRepeatedBy(InteractionCommand.Open again, Instant opened) {
        return equals(of(
                again.contact(),
                again.place(),
                again.scheduled().filter(opened::isBefore),
                again.classified(),
                again.guided()));
    }
}
