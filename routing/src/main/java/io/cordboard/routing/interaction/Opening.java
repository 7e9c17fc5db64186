package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an interaction was begun with, whatever has become of it: whoever begins it again with the same repeats themselves. */
record Opening(
        Contact contact,
        QueueId queue,
        int priority,
        Map<Skill, Integer> skills,
        Optional<AgentId> lastAgent,
        Optional<AgentId> onlyAgent,
        Set<AgentId> excluded,
        Optional<Instant> scheduled) {

    static Opening of(InteractionEvent.Opened opened) {
        return of(opened.contact(), opened.place(), opened.scheduled());
    }

    private static Opening of(Contact contact, Place place, Optional<Instant> scheduled) {
        return new Opening(
                contact,
                place.queue(),
                place.priority(),
                place.skills(),
                place.lastAgent(),
                place.onlyAgent(),
                place.excluded(),
                scheduled);
    }

    /** @param opened when it was begun: a time that had passed by then was as good as none */
    boolean isRepeatedBy(InteractionCommand.Open again, Instant opened) {
        return equals(of(again.contact(), again.place(), again.scheduled().filter(opened::isBefore)));
    }
}
