package io.cordboard.node.api.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An interaction as clients see it: schema {@code Interaction}. {@code revision} is what its ETag says. */
record InteractionBody(
        InteractionId id,
        long revision,
        InteractionView.Phase phase,
        Medium medium,
        Optional<String> customer,
        Optional<String> subject,
        Attributes attributes,
        Optional<QueueId> queue,
        int priority,
        Instant opened,
        Instant since,
        Optional<Instant> scheduledAt,
        List<Offer> offers,
        Optional<AgentId> agent,
        Optional<OfferId> offer,
        Optional<Instant> answered,
        Optional<Instant> ended,
        Optional<Instant> wrapUpLimit,
        Optional<CloseReason> closeReason,
        Optional<String> disposition,
        int messages,
        Optional<Classified> classified,
        Optional<Arm> arm,
        Optional<InteractionView.Talking> talk) {

    /** Which version and rule of the tenant's classification put it where it is: schema {@code Classified}. */
    record Classified(int version, Optional<Integer> rule) {

        static Optional<Classified> of(InteractionView view) {
            return view.classified().map(ruling -> new Classified(ruling.version(), ruling.rule()));
        }
    }

    /** An offer that may still be accepted: schema {@code OpenOffer}. */
    record Offer(OfferId id, AgentId agent, Instant deadline) {

        static Offer of(InteractionView.OpenOffer open) {
            return new Offer(open.offer(), open.agent(), open.deadline());
        }
    }

    /** How it is now, for those who were too late to change it: schema {@code InteractionNow}. */
    record Now(
            InteractionId id,
            long revision,
            InteractionView.Phase phase,
            Optional<QueueId> queue,
            Optional<AgentId> agent) {

        static Now of(Reply.Found found) {
            var view = (InteractionView) found.view();
            return new Now(view.interaction(), found.seq(), view.phase(), view.queue(), view.agent());
        }
    }

    static InteractionBody of(Reply.Found found) {
        var view = (InteractionView) found.view();
        return new InteractionBody(
                view.interaction(),
                found.seq(),
                view.phase(),
                view.contact().medium(),
                view.contact().customer(),
                view.contact().subject(),
                view.contact().attributes(),
                view.queue(),
                view.priority(),
                view.opened(),
                view.since(),
                // Its age counts from when it is due.
                Optional.of(view.since()).filter(_ -> view.phase() == InteractionView.Phase.SCHEDULED),
                view.offers().stream().map(Offer::of).toList(),
                view.agent(),
                view.offer(),
                view.answered(),
                view.ended(),
                view.wrapUpLimit(),
                view.closeReason(),
                view.disposition(),
                view.messages(),
                Classified.of(view),
                view.arm(),
                view.talk());
    }
}
