package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an interaction still has to tell others about its past: agents whose offers or work ended, queues it left.
 *
 * @param offers what to tell the agent of each offer
 * @param queues when the stay began that is over
 */
record Dues(Map<OfferId, Due> offers, Map<QueueId, Instant> queues) {

    static final Dues NONE = new Dues(Map.of(), Map.of());

    /** An agent to be told: the offer ended ({@code outcome}), or else its work is finished. */
    record Due(AgentId agent, Optional<OfferOutcome> outcome, Optional<String> disposition) {}

    Dues {
        offers = Map.copyOf(offers);
        queues = Map.copyOf(queues);
    }

    Dues released(OfferId offer, AgentId agent, OfferOutcome outcome) {
        return with(offer, new Due(agent, Optional.of(outcome), Optional.empty()));
    }

    Dues finished(OfferId offer, AgentId agent, Optional<String> disposition) {
        return with(offer, new Due(agent, Optional.empty(), disposition));
    }

    Dues left(QueueId queue, Instant enqueued) {
        var more = new HashMap<>(queues);
        more.put(queue, enqueued);
        return new Dues(offers, more);
    }

    /** It is back in {@code queue}, whose newer entry replaces the one it would have been told to drop. */
    Dues entered(QueueId queue) {
        if (!queues.containsKey(queue)) {
            return this;
        }
        var fewer = new HashMap<>(queues);
        fewer.remove(queue);
        return new Dues(offers, fewer);
    }

    Dues paid(Set<OfferId> paidOffers, Set<QueueId> paidQueues) {
        var fewerOffers = new HashMap<>(offers);
        fewerOffers.keySet().removeAll(paidOffers);
        var fewerQueues = new HashMap<>(queues);
        fewerQueues.keySet().removeAll(paidQueues);
        return new Dues(fewerOffers, fewerQueues);
    }

    int size() {
        return offers.size() + queues.size();
    }

    List<Command> commands(InteractionId interaction) {
        var commands = new ArrayList<Command>(size() + 1);
        offers.forEach((offer, due) -> commands.add(due.outcome()
                .<Command>map(outcome -> new AgentCommand.Release(due.agent(), offer, outcome))
                .orElseGet(() -> new AgentCommand.Finish(due.agent(), offer, due.disposition()))));
        queues.forEach((queue, enqueued) -> commands.add(new QueueCommand.Dequeue(queue, interaction, enqueued)));
        return commands;
    }

    private Dues with(OfferId offer, Due due) {
        var more = new HashMap<>(offers);
        more.put(offer, due);
        return new Dues(more, queues);
    }
}
