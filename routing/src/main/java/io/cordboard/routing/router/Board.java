package io.cordboard.routing.router;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.interaction.Terms;
import io.cordboard.routing.matching.Explanation;
import io.cordboard.routing.matching.Outlook;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.matching.Verdict;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.Offers.Out;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;

/**
 * What a router knows: the kernel with its index, and around it what is soft: which offers are out, which agents refused
 * lately, which nodes are silent. No actor and no clock, so it can be tried alone.
 */
final class Board {

    /** How long an agent who did not answer is left alone, unless it announces itself anew. */
    private static final Duration SILENCE = Duration.ofSeconds(10);
    /** How long conditions on queues count for nothing then: until the agent, or all who lived on its node, are back. */
    private static final Duration UNSURE = Duration.ofSeconds(30);
    /** How long an agent who did not take an interaction is spared the same one. */
    static final Duration COOL_DOWN = Duration.ofSeconds(10);
    /** How long an agent is left alone after refusing a reservation, unless it announces itself anew. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** A reservation to ask for, and how long its interaction has waited. */
    record Asked(AgentCommand.Reserve reserve, Duration waited) {}

    private final Kernel matcher;
    private final Streams streams = new Streams();
    private final Waits waits = new Waits();
    private final Map<QueueId, RouterCommand.QueueRules> rules = new HashMap<>();
    private final Map<AgentId, RouterCommand.AgentChanged> agents = new HashMap<>();
    private final Map<AgentId, Instant> paused = new HashMap<>();
    private final Nodes nodes = new Nodes();
    private boolean silentNode;
    private final Offers offers = new Offers();
    /** Interactions with offers out that the kernel did not make: it must not offer them again. */
    private final Map<InteractionId, Set<OfferId>> parked = new HashMap<>();

    private final Spared spared = new Spared();
    private final Told told = new Told();

    private boolean rebuilt;
    /** Until then some agents may be left alone only because they, or their nodes, did not answer. */
    private Instant unsureUntil = Instant.MIN;

    private final String incarnation;
    private long offersMade;
    private long refusals;

    /** {@code incarnation} tells its offers from those of the routers before. */
    Board(String incarnation) {
        this(incarnation, new Kernel(true));
    }

    Board(String incarnation, Kernel kernel) {
        this.incarnation = incarnation;
        this.matcher = kernel;
    }

    // Agents

    /** Says how an agent is that lives on {@code node}. */
    void agent(RouterCommand.AgentChanged c, Address node, Instant now) {
        var known = agents.get(c.agent());
        if (known != null && c.version() < known.version()) {
            return;
        }
        nodes.lives(c.agent(), node);
        // Kept even of one who has left: an earlier announcement that comes late must not bring the agent back.
        agents.put(c.agent(), c);
        paused.remove(c.agent());
        var held = new HashSet<OfferId>();
        c.held().forEach(h -> held.add(h.offer()));
        for (Out out : offers.of(c.agent())) {
            if (out.announced() && !held.contains(out.offer())) {
                over(out, now);
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
        offers.answered(h.offer());
        Out out = offers.get(h.offer());
        boolean ready = c.ready().isPresent();
        if (out == null) {
            if (h.open()) {
                offers.put(Out.found(h, c.agent(), now));
                park(h.interaction(), h.offer());
            }
            return;
        }
        offers.put(out.announced(out.kernels() && ready));
        if (ready && out.kernels()) {
            matcher.confirmed(out.interaction(), out.agent());
        } else if (out.kernels() && h.open()) {
            // Forgetting the agent has ended the kernel's holds, but the offer is still out.
            park(h.interaction(), h.offer());
        }
        if (!h.open()) {
            won(out);
        }
    }

    /**
     * The agent has it: the stay for which it was offered is over. The queue will say so too, but the agent's work may have
     * ended by then, which must not look like an offer that was declined. If it waits anew, this offer is none of its own.
     */
    private void won(Out out) {
        Waiting w = waits.of(out.interaction());
        if (w == null) {
            return;
        }
        if (out.stay().filter(w.enqueued()::equals).isPresent()) {
            gone(w.queue(), w.interaction(), true);
        } else if (out.kernels()) {
            matcher.over(out.interaction(), out.agent());
        }
        offers.put(out.announced(false));
    }

    /** A word from a node, of whatever kind. Returns whether those who live there can be asked again. */
    boolean heard(Address node, Instant now) {
        var back = nodes.heard(node, now);
        back.forEach(this::ask);
        return !back.isEmpty();
    }

    /** Whether a node has become silent since this was asked last: it should be given an occasion to speak. */
    boolean hasSilentNode() {
        boolean silent = silentNode;
        silentNode = false;
        return silent;
    }

    /** Tells the kernel of an agent that was left alone, unless there is another reason to. */
    private void ask(AgentId agent) {
        var known = agents.get(agent);
        if (known != null && !paused.containsKey(agent) && !nodes.silent(agent)) {
            known.ready().ifPresent(matcher::agent);
        }
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
            matcher.queue(c.queue(), r);
        });
        c.gone().forEach(id -> gone(c.queue(), id, false));
        c.waiting().forEach(this::arrived);
        if (!c.more()) {
            waits.complete(c.queue()).forEach(id -> gone(c.queue(), id, false));
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

    /** It waits there no more. If the queue is quicker to say so than the agent, an offer that is out tells that it was answered. */
    private void gone(QueueId queue, InteractionId id, boolean answered) {
        Waiting before = waits.of(id);
        waits.gone(queue, id);
        Waiting now = waits.of(id);
        if (now == null) {
            if (before != null) {
                boolean offered = parked.containsKey(id) || matcher.isOffered(id);
                if (!matcher.isSent(id)) {
                    matcher.left(before.queue(), before.since(), answered || offered);
                }
            }
            told.gone(id);
            matcher.forgetWaiting(id);
        } else if (!now.equals(before)) {
            index(now);
        }
    }

    /** Tells the kernel, unless an offer that it knows nothing of is out; less those who are spared. */
    private void index(Waiting w) {
        if (!parked.containsKey(w.interaction())) {
            matcher.waiting(w.excluding(spared.agents(w.interaction())));
        }
    }

    private void park(InteractionId interaction, OfferId offer) {
        parked.computeIfAbsent(interaction, _ -> new HashSet<>()).add(offer);
        if (waits.of(interaction) != null) {
            matcher.forgetWaiting(interaction);
        }
    }

    // Offers

    private AgentCommand.Reserve reserve(Proposal p, Optional<Shadow> shadow, Instant now) {
        var offer = OfferId.of(p.interaction(), Long.toString(++offersMade, 36) + '-' + incarnation);
        Instant deadline = now.plus(p.deadline());
        Optional<Instant> stay = Optional.ofNullable(waits.of(p.interaction())).map(Waiting::enqueued);
        offers.put(Out.asked(offer, p.interaction(), p.agent(), stay, now, deadline));
        return new AgentCommand.Reserve(
                p.agent(),
                offer,
                p.interaction(),
                p.queue(),
                p.medium(),
                terms(p),
                deadline,
                p.policyVersion(),
                p.step(),
                p.reason(),
                shadow);
    }

    /** The agent has reserved: the offer is out until its deadline. */
    void reserved(String ref) {
        offer(ref).ifPresent(offers::answered);
    }

    /** The agent refused a reservation: what was believed of it is not so. */
    void refused(String ref, Instant now) {
        offer(ref).ifPresent(offer -> {
            Out out = offers.get(offer);
            if (out != null && !out.announced()) {
                refusals++;
                drop(out);
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
        withhold(agent);
    }

    /** Leaves the agent alone; what it has on offer stays out, though the kernel forgets it with the agent. */
    private void withhold(AgentId agent) {
        matcher.forgetAgent(agent);
        for (Out out : offers.of(agent)) {
            if (out.kernels()) {
                offers.put(out.withoutKernel());
                park(out.interaction(), out.offer());
            }
        }
    }

    /** Its node is silent: what was asked of it lately goes to others at once. */
    private void giveUp(AgentId agent) {
        offers.of(agent).stream().filter(Out::unanswered).forEach(this::drop);
        withhold(agent);
    }

    private void over(Out out, Instant now) {
        drop(out);
        Waiting w = waits.of(out.interaction());
        if (w != null) {
            spared.add(out.interaction(), out.agent(), now.plus(COOL_DOWN));
            index(w);
        }
    }

    /** An offer of its own was never made: nothing is held for it any more. */
    void withdraw(OfferId offer) {
        Out out = offers.get(offer);
        if (out != null) {
            drop(out);
        }
    }

    private void drop(Out out) {
        offers.remove(out);
        unpark(out);
        if (out.kernels()) {
            matcher.over(out.interaction(), out.agent());
        }
    }

    private void unpark(Out out) {
        var ofInteraction = parked.get(out.interaction());
        if (ofInteraction != null && ofInteraction.remove(out.offer()) && ofInteraction.isEmpty()) {
            parked.remove(out.interaction());
            Waiting w = waits.of(out.interaction());
            if (w != null) {
                index(w);
            }
        }
    }

    // Time

    /** Ends leases, pauses and sparings that are over; returns whether there may be something to match now. */
    boolean expire(Instant now) {
        var silent = offers.silent(now);
        for (Out out : silent) {
            drop(out);
            if (out.unanswered()) {
                pause(out.agent(), now.plus(SILENCE));
                unsureUntil = now.plus(UNSURE);
                var there = nodes.unanswered(out.agent(), now);
                silentNode |= !there.isEmpty();
                there.forEach(this::giveUp);
            }
        }
        var rested = paused.entrySet().stream()
                .filter(e -> e.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
        rested.forEach(paused::remove);
        rested.forEach(this::ask);
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
        matcher.looking(rebuilt && now.isAfter(unsureUntil));
        return matcher.match(now, max).stream()
                .map(decision -> new Asked(
                        reserve(decision.proposal(), decision.shadow(), now),
                        Duration.between(decision.proposal().waitingSince(), now)))
                .toList();
    }

    /** Why no policy is tried any more, if that has come about since this was asked last. */
    Optional<RuntimeException> trialFailure() {
        return matcher.failure();
    }

    /** All who are there should have been heard of: conditions on queues count from now on. */
    void rebuilt() {
        rebuilt = true;
    }

    /** What conditions on queues have brought about: for those whom it concerns to take note of. */
    List<Command> verdicts() {
        return matcher.verdicts().stream().map(Board::note).toList();
    }

    private static Command note(Verdict verdict) {
        return switch (verdict) {
            case Verdict.StepFired(
                    var interaction,
                    var queue,
                    var stay,
                    int version,
                    var of,
                    int step,
                    var condition) ->
                new InteractionCommand.FireStep(interaction, queue, stay, version, of, step, condition);
            case Verdict.Overflowed(var interaction, var queue, var stay, var of, int rule) ->
                new QueueCommand.ApplyOverflow(queue, interaction, stay, of, rule);
        };
    }

    /** When time alone may change what is to be asked. */
    Optional<Instant> nextDue() {
        return streams.filling() ? Optional.empty() : matcher.nextDue();
    }

    /** What to tell the customer of one that waits; empty if it does not. An offer that the kernel did not make changes nothing for them. */
    Optional<Outlook> outlook(InteractionId interaction, Instant now) {
        return Optional.ofNullable(waits.of(interaction))
                .map(waiting -> told.tell(interaction, waiting.queue(), matcher.outlook(interaction, now), now));
    }

    /** How a queue stands for one who would come now; empty while that is not known. */
    Optional<RouterView.Outlooking> outlook(QueueId queue, Medium medium, Instant now) {
        return streams.filling()
                ? Optional.empty()
                : Optional.of(new RouterView.Outlooking(matcher.outlook(queue, medium, now)));
    }

    /** Where one that waits would stand as the {@code position}th in line; empty if it does not. */
    Optional<RouterView.Stood> stand(InteractionId interaction, int position) {
        return Optional.ofNullable(waits.of(interaction))
                .flatMap(waiting -> matcher.stand(interaction, position)
                        .map(stand -> new RouterView.Stood(waiting.queue(), waiting.enqueued(), stand)));
    }

    /** Whether nothing can be told of its place yet: some who wait may not be known, or it is on offer by another router. */
    boolean isUnsureOf(InteractionId interaction) {
        return streams.filling() || parked.containsKey(interaction) && !told.knows(interaction);
    }

    Optional<Explanation> explain(InteractionId interaction, Instant now) {
        return matcher.explain(interaction, now);
    }

    RouterView.AgentExplained explain(AgentId agent, Instant now) {
        var explanation = matcher.explain(agent, now);
        return new RouterView.AgentExplained(
                explanation, explanation.isPresent() ? Optional.empty() : Optional.of(aside(agent)));
    }

    private RouterView.Aside aside(AgentId agent) {
        var known = agents.get(agent);
        if (known == null) {
            return RouterView.Aside.UNHEARD;
        } else if (known.ready().isEmpty()) {
            return RouterView.Aside.NOT_READY;
        }
        return nodes.silent(agent) ? RouterView.Aside.SILENT : RouterView.Aside.REFUSED;
    }

    private Terms terms(Proposal p) {
        var known = rules.get(p.queue());
        var arm = Optional.ofNullable(waits.of(p.interaction()))
                .flatMap(waiting -> waiting.place().arm());
        return known == null ? Terms.DEFAULT : Terms.of(known.policy(arm));
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
