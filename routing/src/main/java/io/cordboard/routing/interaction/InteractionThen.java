package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.matching.Waiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An interaction as the events up to an instant tell, for questions about the past.
 *
 * @param waiting as its queue announced it, if it waited
 * @param declined when an offer of it last ended without its being taken, by agent
 */
public record InteractionThen(InteractionView view, Optional<Waiting> waiting, Map<AgentId, Instant> declined) {

    public InteractionThen {
        declined = Map.copyOf(declined);
    }

    /** Empty if it had not begun. */
    public static Optional<InteractionThen> of(InteractionId interaction, List<InteractionEvent> events) {
        InteractionState state = new Unopened(interaction);
        Map<AgentId, Instant> declined = new HashMap<>();
        for (InteractionEvent event : events) {
            state = state.apply(event);
            if (event instanceof InteractionEvent.OfferEnded ended) {
                declined.put(ended.agent(), ended.at());
            }
        }
        return state instanceof InteractionState.Opened opened
                ? Optional.of(new InteractionThen(
                        opened.view(), opened.waits().map(place -> waiting(opened.story(), place)), declined))
                : Optional.empty();
    }

    private static Waiting waiting(Story story, Place place) {
        return new Waiting(
                story.interaction(),
                story.contact().medium(),
                place,
                story.contact().attributes());
    }
}
