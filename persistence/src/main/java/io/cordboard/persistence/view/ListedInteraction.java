package io.cordboard.persistence.view;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the list of interactions.
 *
 * @param openedOrdering the number of its first event in the journal: what the list is ordered by
 */
public record ListedInteraction(
        InteractionId interaction,
        long openedOrdering,
        Medium medium,
        Optional<String> customer,
        Optional<String> subject,
        Instant opened,
        Standing standing) {

    /**
     * What changes from event to event.
     *
     * @param queue where it waits, or waited last
     * @param agent who owns it, or owned it when it was closed
     * @param updated when this changed last
     */
    public record Standing(
            Phase phase,
            QueueId queue,
            Optional<AgentId> agent,
            int priority,
            int openOffers,
            int messages,
            Instant updated,
            Optional<Ending> ending) {

        Standing after(InteractionEvent event) {
            return switch (event) {
                // Its opening made the line; told again it would say the same.
                case InteractionEvent.Opened _ -> this;
                case InteractionEvent.Queued e ->
                    new Standing(
                            Phase.WAITING,
                            e.place().queue(),
                            Optional.empty(),
                            e.place().priority(),
                            0,
                            messages,
                            e.at(),
                            ending);
                case InteractionEvent.Offered e -> with(Phase.OFFERED, agent, openOffers + 1, e.at());
                case InteractionEvent.OfferEnded e -> offerEnded(e.at());
                case InteractionEvent.Assigned e -> with(Phase.ASSIGNED, Optional.of(e.agent()), 0, e.at());
                case InteractionEvent.WrapUpStarted e -> with(Phase.WRAPPING_UP, agent, 0, e.at());
                case InteractionEvent.MessageAdded e ->
                    new Standing(phase, queue, agent, priority, openOffers, messages + 1, e.at(), ending);
                case InteractionEvent.PlaceChanged e ->
                    new Standing(phase, queue, agent, e.priority(), openOffers, messages, e.at(), ending);
                case InteractionEvent.Rescheduled e -> with(Phase.SCHEDULED, Optional.empty(), 0, e.at());
                case InteractionEvent.FlowResumed e -> with(Phase.GUIDED, Optional.empty(), 0, e.at());
                case InteractionEvent.Closed e ->
                    new Standing(
                            Phase.CLOSED,
                            queue,
                            agent,
                            priority,
                            0,
                            messages,
                            e.at(),
                            Optional.of(new Ending(e.at(), e.reason(), e.disposition())));
                case InteractionEvent.LedOutside e -> with(Phase.OUTSIDE, Optional.empty(), 0, e.at());
                case InteractionEvent.TransferredOutside e -> with(Phase.OUTSIDE, Optional.empty(), 0, e.at());
                // Where it goes from there is said by the event that follows.
                case InteractionEvent.Transferred _, InteractionEvent.AgentLost _ -> this;
                // Nothing that a line shows.
                case InteractionEvent.OutsideAnswered _,
                        InteractionEvent.OutsideFailed _,
                        InteractionEvent.InCall _,
                        InteractionEvent.AttributesChanged _,
                        InteractionEvent.FlowAdvanced _,
                        InteractionEvent.Reclassifying _,
                        InteractionEvent.Reclassified _,
                        InteractionEvent.MessageDelivered _,
                        InteractionEvent.CustomerDropped _,
                        InteractionEvent.CustomerReturned _,
                        InteractionEvent.StepFired _,
                        InteractionEvent.ArmDrawn _,
                        InteractionEvent.RecordingStarted _,
                        InteractionEvent.RecordingPaused _,
                        InteractionEvent.RecordingResumed _,
                        InteractionEvent.RecordingStopped _,
                        InteractionEvent.RecordingFailed _,
                        InteractionEvent.RecordingFetched _,
                        InteractionEvent.RecordingRemoved _,
                        InteractionEvent.DuesPaid _,
                        InteractionEvent.Settled _ -> this;
            };
        }

        private Standing offerEnded(Instant at) {
            var left = Math.max(0, openOffers - 1);
            return with(phase == Phase.OFFERED && left == 0 ? Phase.WAITING : phase, agent, left, at);
        }

        private Standing with(Phase changed, Optional<AgentId> owner, int offers, Instant at) {
            return new Standing(changed, queue, owner, priority, offers, messages, at, ending);
        }
    }

    /** How it ended. */
    public record Ending(Instant at, CloseReason reason, Optional<String> disposition) {}

    static ListedInteraction opened(InteractionId interaction, long ordering, InteractionEvent.Opened e) {
        return new ListedInteraction(
                interaction,
                ordering,
                e.contact().medium(),
                e.contact().customer(),
                e.contact().subject(),
                e.at(),
                new Standing(
                        e.scheduled().isPresent()
                                ? Phase.SCHEDULED
                                : e.guided().isPresent() ? Phase.GUIDED : Phase.WAITING,
                        e.place().queue(),
                        Optional.empty(),
                        e.place().priority(),
                        0,
                        0,
                        e.at(),
                        Optional.empty()));
    }

    ListedInteraction after(InteractionEvent event) {
        return new ListedInteraction(
                interaction, openedOrdering, medium, customer, subject, opened, standing.after(event));
    }
}
