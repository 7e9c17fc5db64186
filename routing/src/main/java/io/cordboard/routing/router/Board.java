package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.matching.Explanation;
import io.cordboard.routing.matching.Matcher;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a router knows: the kernel with its index, and around it what is soft: which offers are out, which agents refused
 * lately. No actor and no clock, so it can be tried alone.
 */
final class Board {

    /** How long an offer may be silent after its deadline before it counts as over here. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(6);
    /** How long an agent has to answer a reservation: no answer means that it was lost with a node. */
    private static final Duration ANSWER = Duration.ofSeconds(3);
    /** How long an agent who did not answer is left alone, unless it announces itself anew. */
    private static final Duration SILENCE = Duration.ofSeconds(10);
    /** How long an agent who did not take an interaction is spared the same one. */
    private static final Duration COOL_DOWN = Duration.ofSeconds(10);
    /** How long an agent is left alone after refusing a reservation, unless it announces itself anew. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * An offer that is out.
     *
     * @param stay the stay in its queue for which the interaction was offered; empty if another router made the offer
     * @param announced whether the agent's own announcement counts it
     * @param kernels whether the kernel holds places for it
     */
    private record Out(
            InteractionId interaction,
            AgentId agent,
            Optional<Instant> stay,
            Instant lease,
            boolean announced,
            boolean kernels) {

        Out announced(boolean stillKernels) {
            return new Out(interaction, agent, stay, lease, true, stillKernels);
        }

        Out until(Instant changed) {
            return new Out(interaction, agent, stay, changed, announced, kernels);
        }
    }

    /** A reservation to ask for, and how long its interaction has waited. */
    record Asked(AgentCommand.Reserve reserve, Duration waited) {}

    private final Matcher matcher = new Matcher();
    private final Streams streams = new Streams();
    private final Waits waits = new Waits();
    private final Map<QueueId, RouterCommand.QueueRules> rules = new HashMap<>();
    private final Map<AgentId, RouterCommand.AgentChanged> agents = new HashMap<>();
    private final Map<AgentId, Instant> paused = new HashMap<>();
    private final Map<OfferId, Out> offers = new HashMap<>();
    /** Reservations that no agent has answered yet, with the lease that an answer gives them. */
    private final Map<OfferId, Instant> unanswered = new HashMap<>();

    private final Map<AgentId, Set<OfferId>> offersByAgent = new HashMap<>();
    /** Interactions with offers out that the kernel did not make: it must not offer them again. */
    private final Map<InteractionId, Set<OfferId>> parked = new HashMap<>();

    private final Spared spared = new Spared();

    private final String incarnation;
    private long offersMade;
    private long refusals;

    /** {@code incarnation} tells its offers from those of the routers before. */
    Board(String incarnation) {
        this.incarnation = incarnation;
    }

    // Agents

    void agent(RouterCommand.AgentChanged c, Instant now) {
        var known = agents.get(c.agent());
        if (known != null && c.version() < known.version()) {
            return;
        }
        // Kept even of one who has left: an earlier announcement that comes late must not bring the agent back.
        agents.put(c.agent(), c);
        paused.remove(c.agent());
        var held = new HashSet<OfferId>();
        c.held().forEach(h -> held.add(h.offer()));
        for (OfferId offer : Set.copyOf(offersByAgent.getOrDefault(c.agent(), Set.of()))) {
            Out out = offers.get(offer);
            if (out != null && out.announced() && !held.contains(offer)) {
                over(offer, out, now);
            }
        }
        if (c.ready().isPresent()) {
            matcher.agent(c.ready().get());
        } else {
            matcher.forgetAgent(c.agent());
        }
        c.held().forEach(h -> counted(c, h, now));
    }

    /** The agent's announcement counts this offer or work. */
    private void counted(RouterCommand.AgentChanged c, RouterCommand.Held h, Instant now) {
        answered(h.offer());
        Out out = offers.get(h.offer());
        boolean ready = c.ready().isPresent();
        if (out == null) {
            if (h.open()) {
                put(
                        h.offer(),
                        new Out(
                                h.interaction(),
                                c.agent(),
                                Optional.empty(),
                                now.plus(LEASE_MARGIN.multipliedBy(10)),
                                true,
                                false));
                park(h.interaction(), h.offer());
            }
            return;
        }
        if (!out.announced()) {
            put(h.offer(), out.announced(out.kernels() && ready));
        }
        if (ready && out.kernels()) {
            matcher.confirmed(out.interaction(), out.agent());
        } else if (!ready && out.kernels()) {
            // Forgetting the agent has ended the kernel's holds, but the offer is still out.
            put(h.offer(), out.announced(false));
            if (h.open()) {
                park(h.interaction(), h.offer());
            }
        }
        if (!h.open()) {
            won(h.offer(), out);
        }
    }

    /**
     * The agent has it: the stay for which it was offered is over. The queue will say so too, but the agent's work may have
     * ended by then, which must not look like an offer that was declined. If it waits anew, this offer is none of its own.
     */
    private void won(OfferId offer, Out out) {
        Waiting w = waits.of(out.interaction());
        if (w == null) {
            return;
        }
        if (out.stay().filter(w.enqueued()::equals).isPresent()) {
            gone(w.queue(), w.interaction());
        } else if (out.kernels()) {
            matcher.over(out.interaction(), out.agent());
            put(offer, out.announced(false));
        }
    }

    private void put(OfferId offer, Out out) {
        offers.put(offer, out);
        offersByAgent.computeIfAbsent(out.agent(), _ -> new HashSet<>()).add(offer);
    }

    // Queues

    /** Returns false if a message before this one is missing, or its stream was given up. */
    boolean queue(RouterCommand.QueueChanged c, Instant now) {
        Streams.Place place = streams.follow(c, now);
        if (place == Streams.Place.HEARD || place == Streams.Place.ASTRAY) {
            return place == Streams.Place.HEARD;
        }
        if (place == Streams.Place.FIRST) {
            waits.begin(c.queue());
        }
        c.rules().ifPresent(r -> {
            rules.put(c.queue(), r);
            matcher.queue(c.queue(), r.policy(), r.version());
        });
        c.gone().forEach(id -> gone(c.queue(), id));
        c.waiting().forEach(this::arrived);
        if (!c.more()) {
            waits.complete(c.queue()).forEach(id -> gone(c.queue(), id));
        }
        return true;
    }

    boolean knows(RouterCommand.QueueBeat c) {
        return streams.knows(c);
    }

    private void arrived(Waiting w) {
        waits.arrived(w);
        if (w.equals(waits.of(w.interaction()))) {
            index(w);
        }
    }

    private void gone(QueueId queue, InteractionId id) {
        Waiting before = waits.of(id);
        waits.gone(queue, id);
        Waiting now = waits.of(id);
        if (now == null) {
            matcher.forgetWaiting(id);
        } else if (!now.equals(before)) {
            index(now);
        }
    }

    /** Tells the kernel, unless an offer that it knows nothing of is out; less those who are spared. */
    private void index(Waiting w) {
        if (parked.containsKey(w.interaction())) {
            return;
        }
        var excluded = new HashSet<>(w.excluded());
        excluded.addAll(spared.agents(w.interaction()));
        matcher.waiting(excluded.size() == w.excluded().size() ? w : w.excluding(excluded));
    }

    private void park(InteractionId interaction, OfferId offer) {
        parked.computeIfAbsent(interaction, _ -> new HashSet<>()).add(offer);
        if (waits.of(interaction) != null) {
            matcher.forgetWaiting(interaction);
        }
    }

    // Offers

    private AgentCommand.Reserve reserve(Proposal p, Instant now) {
        var offer = OfferId.of(p.interaction(), Long.toString(++offersMade, 36) + '-' + incarnation);
        Instant deadline = now.plus(p.deadline());
        Instant lease = deadline.plus(LEASE_MARGIN);
        Instant answer = now.plus(ANSWER);
        put(
                offer,
                new Out(
                        p.interaction(),
                        p.agent(),
                        Optional.ofNullable(waits.of(p.interaction())).map(Waiting::enqueued),
                        answer.isBefore(lease) ? answer : lease,
                        false,
                        true));
        unanswered.put(offer, lease);
        return new AgentCommand.Reserve(
                p.agent(),
                offer,
                p.interaction(),
                p.queue(),
                p.medium(),
                terms(p.queue()),
                deadline,
                p.policyVersion(),
                p.step(),
                p.reason());
    }

    /** The agent has reserved: the offer is out until its deadline. */
    void reserved(String ref) {
        offer(ref).ifPresent(this::answered);
    }

    private void answered(OfferId offer) {
        Instant lease = unanswered.remove(offer);
        if (lease != null) {
            offers.computeIfPresent(offer, (_, out) -> out.until(lease));
        }
    }

    /** The agent refused a reservation: what was believed of it is not so. */
    void refused(String ref, Instant now) {
        offer(ref).ifPresent(offer -> {
            Out out = offers.get(offer);
            if (out != null && !out.announced()) {
                refusals++;
                drop(offer, out);
                pause(out.agent(), now.plus(PAUSE));
            }
        });
    }

    private static Optional<OfferId> offer(String ref) {
        return ref.startsWith("Reserve ")
                ? Optional.of(new OfferId(ref.substring("Reserve ".length())))
                : Optional.empty();
    }

    private void pause(AgentId agent, Instant until) {
        paused.put(agent, until);
        matcher.forgetAgent(agent);
    }

    private void over(OfferId offer, Out out, Instant now) {
        drop(offer, out);
        Waiting w = waits.of(out.interaction());
        if (w != null) {
            spared.add(out.interaction(), out.agent(), now.plus(COOL_DOWN));
            index(w);
        }
    }

    private void drop(OfferId offer, Out out) {
        offers.remove(offer);
        unanswered.remove(offer);
        var ofAgent = offersByAgent.get(out.agent());
        if (ofAgent != null) {
            ofAgent.remove(offer);
            if (ofAgent.isEmpty()) {
                offersByAgent.remove(out.agent());
            }
        }
        var ofInteraction = parked.get(out.interaction());
        if (ofInteraction != null && ofInteraction.remove(offer) && ofInteraction.isEmpty()) {
            parked.remove(out.interaction());
            Waiting w = waits.of(out.interaction());
            if (w != null) {
                index(w);
            }
        }
        if (out.kernels()) {
            matcher.over(out.interaction(), out.agent());
        }
    }

    // Time

    /** Ends leases, pauses and sparings that are over; returns whether there may be something to match now. */
    boolean expire(Instant now) {
        var silent = offers.entrySet().stream()
                .filter(e -> e.getValue().lease().isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
        silent.forEach(offer -> {
            Out out = offers.get(offer);
            if (out != null) {
                boolean lost = unanswered.containsKey(offer);
                drop(offer, out);
                if (lost) {
                    pause(out.agent(), now.plus(SILENCE));
                }
            }
        });
        var rested = paused.entrySet().stream()
                .filter(e -> e.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
        rested.forEach(agent -> {
            paused.remove(agent);
            var known = agents.get(agent);
            if (known != null) {
                known.ready().ifPresent(matcher::agent);
            }
        });
        var ended = spared.expire(now);
        ended.forEach(interaction -> {
            Waiting w = waits.of(interaction);
            if (w != null) {
                index(w);
            }
        });
        return streams.expire(now) || !silent.isEmpty() || !rested.isEmpty() || !ended.isEmpty();
    }

    /**
     * Whom to ask for what, at most {@code max} of them. Nothing while a queue has told of some of those who wait and not of
     * all: whoever has waited for longest may be among the rest.
     */
    List<Asked> match(Instant now, int max) {
        if (streams.filling()) {
            return List.of();
        }
        return matcher.match(now, max).stream()
                .map(proposal -> new Asked(reserve(proposal, now), Duration.between(proposal.waitingSince(), now)))
                .toList();
    }

    Optional<Instant> nextDue() {
        return matcher.nextDue();
    }

    Optional<Explanation> explain(InteractionId interaction, Instant now) {
        return matcher.explain(interaction, now);
    }

    private Terms terms(QueueId queue) {
        var known = rules.get(queue);
        return known == null ? Terms.DEFAULT : Terms.of(known.policy());
    }

    /** How many agents and queues have been heard of. */
    int known() {
        return agents.size() + streams.size();
    }

    RouterView view(Instant started) {
        return new RouterView(present(), waits.size(), offers.size(), offersMade, refusals, started);
    }

    private int present() {
        return (int) agents.values().stream()
                .filter(agent -> agent.ready().isPresent() || !agent.held().isEmpty())
                .count();
    }
}
