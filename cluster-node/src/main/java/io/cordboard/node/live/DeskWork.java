package io.cordboard.node.live;

import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an agent carries, as the agent's events tell: from the offer until the work is finished or taken away. */
final class DeskWork {

    /** What an event changes in it. */
    sealed interface Change {
        /** This interaction is carried from now on. */
        record Begun(InteractionId interaction) implements Change {}

        /** It is carried no more; {@code why} says how it ended for the agent. */
        record Over(InteractionId interaction, String why) implements Change {}
    }

    private final Map<OfferId, InteractionId> byOffer = new HashMap<>();

    /** Starts anew from what the agent's entity shows; returns what is carried. */
    Set<InteractionId> is(AgentView view) {
        byOffer.clear();
        view.work().forEach(work -> byOffer.put(work.offer(), work.interaction()));
        return Set.copyOf(byOffer.values());
    }

    boolean carries(InteractionId interaction) {
        return byOffer.containsValue(interaction);
    }

    Optional<Change> hear(Event event) {
        return switch (event) {
            case AgentEvent.Reserved e -> {
                boolean known = carries(e.interaction());
                byOffer.put(e.offer(), e.interaction());
                yield known ? Optional.empty() : Optional.of(new Change.Begun(e.interaction()));
            }
            case AgentEvent.Released e -> over(e.offer(), Word.of(e.outcome()));
            case AgentEvent.Finished e -> over(e.offer(), "finished");
            default -> Optional.empty();
        };
    }

    private Optional<Change> over(OfferId offer, String why) {
        InteractionId interaction = byOffer.remove(offer);
        return interaction == null || carries(interaction)
                ? Optional.empty()
                : Optional.of(new Change.Over(interaction, why));
    }
}
