package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The offers that are out, by whichever router; each is a lease that ends by the clock if nothing more is heard of it. */
final class Offers {

    /** How long an offer may be silent after its deadline before it counts as over here. */
    private static final Duration MARGIN = Duration.ofSeconds(6);
    /** How long an agent has to answer a reservation: no answer means that it was lost with a node. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    /**
     * An offer that is out.
     *
     * @param stay the stay in its queue for which the interaction was offered; empty if another router made the offer
     * @param lease when it counts as over
     * @param answered when it counts as over once its agent has answered; empty if it has
     * @param announced whether the agent's own announcement counts it
     * @param kernels whether the kernel holds places for it
     */
    record Out(
            OfferId offer,
            InteractionId interaction,
            AgentId agent,
            Optional<Instant> stay,
            Instant lease,
            Optional<Instant> answered,
            boolean announced,
            boolean kernels) {

        /** A reservation that an agent is asked for. */
        static Out asked(
                OfferId offer,
                InteractionId interaction,
                AgentId agent,
                Optional<Instant> stay,
                Instant now,
                Instant deadline) {
            Instant lease = deadline.plus(MARGIN);
            Instant answer = now.plus(ANSWER);
            return new Out(
                    offer,
                    interaction,
                    agent,
                    stay,
                    answer.isBefore(lease) ? answer : lease,
                    Optional.of(lease),
                    false,
                    true);
        }

        /** What an agent has of a router before this one. */
        static Out found(RouterCommand.Held held, AgentId agent, Instant now) {
            Instant lease = held.deadline().orElse(now).plus(MARGIN);
            return new Out(
                    held.offer(), held.interaction(), agent, Optional.empty(), lease, Optional.empty(), true, false);
        }

        Out announced(boolean stillKernels) {
            return new Out(offer, interaction, agent, stay, lease, answered, true, stillKernels);
        }

        Out withoutKernel() {
            return new Out(offer, interaction, agent, stay, lease, answered, announced, false);
        }

        private Out heardOf() {
            return new Out(
                    offer, interaction, agent, stay, answered.orElse(lease), Optional.empty(), announced, kernels);
        }

        /** No word of its agent since it was asked. */
        boolean unanswered() {
            return answered.isPresent();
        }
    }

    private final Map<OfferId, Out> all = new HashMap<>();
    private final Map<AgentId, Set<OfferId>> byAgent = new HashMap<>();

    @Nullable
    Out get(OfferId offer) {
        return all.get(offer);
    }

    List<Out> of(AgentId agent) {
        return byAgent.getOrDefault(agent, Set.of()).stream().map(all::get).toList();
    }

    void put(Out out) {
        all.put(out.offer(), out);
        byAgent.computeIfAbsent(out.agent(), _ -> new HashSet<>()).add(out.offer());
    }

    void remove(Out out) {
        all.remove(out.offer());
        byAgent.computeIfPresent(out.agent(), (_, offers) -> {
            offers.remove(out.offer());
            return offers.isEmpty() ? null : offers;
        });
    }

    /** Its agent has it: it is out until its deadline. */
    void answered(OfferId offer) {
        all.computeIfPresent(offer, (_, out) -> out.heardOf());
    }

    /** Those whose lease is over. */
    List<Out> silent(Instant now) {
        return all.values().stream().filter(out -> out.lease().isBefore(now)).toList();
    }

    int size() {
        return all.size();
    }
}
