package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentThen;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionThen;
import io.cordboard.routing.matching.AgentExplanation;
import io.cordboard.routing.matching.Explanation;
import io.cordboard.routing.matching.Matcher;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a tenant's router knew at an instant, told again from what was recorded: the same kernel, asked the same questions. Tell
 * of queues and agents first, then of interactions. What a router only believes for seconds, and nobody records, is not known
 * here: that an agent is left alone for not answering, and what a queue's strategy remembers of its turns and its service level.
 */
public final class Hindsight {

    /**
     * What is told of an interaction at an instant.
     *
     * @param begins when it began, if that was later
     * @param then how it was, if it had begun
     * @param waiting why it waited, if it did
     * @param events what had happened to it
     */
    public record OfInteraction(
            Instant at,
            Optional<Instant> begins,
            Optional<InteractionThen> then,
            Optional<Explanation> waiting,
            List<InteractionEvent> events) {

        public OfInteraction {
            events = List.copyOf(events);
        }
    }

    /** What is told of an agent; {@code seq} is the number of the last event that is counted. */
    public record OfAgent(long seq, AgentThen then, Optional<AgentExplanation> waiting) {}

    private final Matcher matcher;
    private final Set<AgentId> ready = new HashSet<>();
    private final Instant at;

    public Hindsight(Instant at) {
        this.at = at;
        this.matcher = new Matcher(at);
    }

    public void queue(QueueId queue, RouterCommand.QueueRules rules) {
        matcher.queue(queue, rules.policy(), rules.version(), rules.trial());
    }

    public void agent(RouterCommand.AgentChanged announced) {
        announced.ready().ifPresent(ready -> {
            matcher.agent(ready);
            this.ready.add(announced.agent());
        });
    }

    /** One that is on offer to somebody who has become not ready is matched only once that offer is over. */
    public void interaction(InteractionThen then) {
        var offers = then.view().offers();
        then.waiting()
                .filter(_ -> offers.stream().allMatch(offer -> ready.contains(offer.agent())))
                .ifPresent(waiting -> {
                    matcher.waiting(waiting.excluding(spared(then.declined())));
                    offers.forEach(offer -> matcher.offered(waiting.interaction(), offer.agent(), offer.deadline()));
                });
    }

    private Set<AgentId> spared(Map<AgentId, Instant> declined) {
        return declined.entrySet().stream()
                .filter(each -> !each.getValue().plus(Board.COOL_DOWN).isBefore(at))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    public Optional<Explanation> explain(InteractionId interaction) {
        return matcher.explain(interaction, at);
    }

    public Optional<AgentExplanation> explain(AgentId agent) {
        return matcher.explain(agent, at);
    }
}
