package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.OfferTerms;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The matching kernel of one tenant: who gets which interaction. A plain fold over what queues and agents announce; it reads no
 * clock and draws no lots, so the same inputs give the same proposals. Not safe for use by several threads at once.
 *
 * <p>A proposal holds a place on both sides until the kernel hears how it went: the agent's capacity is taken, and the
 * interaction has one more open offer. {@link #confirmed} ends the hold on the agent, once the agent's own announcement
 * counts the offer; {@link #over} ends both. A hold that nobody ends lapses {@link #LAPSE} after the offer's deadline.
 *
 * <p>Time only moves on: a {@code now} before the latest counts as the latest.
 */
public final class Matcher {

    /** How long after an offer's deadline its hold lapses: by then both sides have ended it by their own clocks. */
    public static final Duration LAPSE = Duration.ofSeconds(5);

    private final Register register = new Register();
    private final DueHeap due = new DueHeap();
    private final Floor floor = new Floor(register);
    private final Lobby lobby = new Lobby(register, floor, due);
    private final Frontier frontier = new Frontier(lobby);
    private final Lookout lookout = new Lookout(register, floor);
    private final List<Verdict> verdicts = new ArrayList<>();
    private boolean looking = true;
    private long now;

    public Matcher() {
        now = -Nanos.NEVER;
    }

    /** One that begins at an instant, for what is told of it all at once. */
    public Matcher(Instant begins) {
        now = Nanos.of(begins);
    }

    /** How many more proposals the match under way may make. */
    private int left;

    /** A queue's policy, new or changed. What waits in the queue is judged by it from now on. */
    public void queue(QueueId queue, Policy policy, int version) {
        queue(queue, policy, version, Optional.empty());
    }

    /** The same, with a policy that rules those who are on its side of a trial. */
    public void queue(QueueId queue, Policy policy, int version, Optional<Trial> trial) {
        Desk desk = register.desk(queue);
        if (desk.goesBy(policy, trial.orElse(null))) {
            desk.versions(version, trial.orElse(null));
            return;
        }
        List<Entry> waiting =
                policy.equals(desk.policy()) ? lobby.clearTried(desk, trial.orElse(null)) : lobby.clear(desk);
        List<@Nullable Policy> before =
                waiting.stream().map(entry -> entry.rules().policy).toList();
        desk.policy(policy, version, trial.orElse(null));
        for (int i = 0; i < before.size(); i++) {
            waiting.get(i).goesBy(before.get(i));
        }
        waiting.forEach(this::place);
        watch(desk);
    }

    /** The queue has no policy any more. What waits in it stays known, and is proposed again once it has one. */
    public void forgetQueue(QueueId queue) {
        Desk desk = register.deskIfKnown(queue);
        if (desk != null) {
            lobby.clear(desk);
            desk.policy(null, 0, null);
            desk.ruling.lastInTurn = null;
            register.releaseIfUnused(desk);
        }
    }

    /** An agent who is signed in and ready, new or changed. Holds of proposals not yet {@link #confirmed} stay on top. */
    public void agent(ReadyAgent agent) {
        Seat known = floor.seat(agent.agent());
        if (known != null) {
            lobby.engagements.disengage(known);
        }
        boolean changed = floor.announce(agent);
        Seat seat = floor.seat(agent.agent());
        if (changed && seat != null && seat.desks != null) {
            seat.desks.stream().filter(desk -> desk.delays.isNew).forEach(this::regroup);
        }
        if (changed) {
            lobby.hopingFor(agent.agent()).forEach(this::place);
        }
        if (seat != null) {
            frontier.add(seat);
        }
    }

    /** What waits there goes by another delay, too. */
    private void regroup(Desk desk) {
        List<Entry> waiting = lobby.clear(desk);
        desk.delays.settle();
        waiting.forEach(this::place);
    }

    /** The agent is not ready or not there. Ends all of its holds, on both sides. */
    public void forgetAgent(AgentId agent) {
        Seat seat = floor.seat(agent);
        if (seat != null) {
            lobby.engagements.disengage(seat);
            floor.leave(seat);
            seat.probe(null);
            List.copyOf(seat.holds).forEach(this::end);
            lobby.hopingFor(agent).forEach(this::place);
        }
    }

    /** An interaction that waits, new or changed. Its open offers stay. */
    public void waiting(Waiting waiting) {
        Entry known = lobby.entry(waiting.interaction());
        if (known == null || !known.waiting().equals(waiting)) {
            Desk before = known == null ? null : known.desk;
            Entry entry = lobby.announce(waiting);
            if (entry.desk != before && entry.desk.waiting == 1) {
                entry.desk.pace.begins(now);
            }
            place(entry);
            watch(entry.desk);
        }
    }

    /** A queue whose policy has conditions on queues is looked at from the next match on. */
    private void watch(Desk desk) {
        if (desk.heapAt < 0 && Lookout.isNeeded(desk)) {
            due.schedule(desk, now);
        }
    }

    /** The interaction waits no more. Holds on agents stay until {@link #confirmed} or {@link #over}, or they lapse. */
    public void forgetWaiting(InteractionId interaction) {
        Entry entry = lobby.entry(interaction);
        if (entry != null) {
            lobby.leave(entry);
            entry.probe(null);
            for (Hold hold : List.copyOf(entry.offers())) {
                entry.offerOver(hold);
                hold.entry = null;
                if (!hold.takesCapacity) {
                    end(hold);
                }
            }
        }
    }

    /** Somebody who stood in line since {@code since} has left a queue for good: whether an agent answered, for what is known of its pace. */
    public void left(QueueId queue, Instant since, boolean answered) {
        Desk desk = register.deskIfKnown(queue);
        Policy policy = desk == null ? null : desk.policy();
        if (desk != null && policy != null) {
            long target = policy.serviceLevel().within().toNanos();
            desk.pace.left(answered, Nanos.of(since), target, now);
        }
    }

    /** What is known of one that waits. */
    public Optional<Waiting> known(InteractionId interaction) {
        return Optional.ofNullable(lobby.entry(interaction)).map(Entry::waiting);
    }

    /** Whether it is being sent elsewhere because of a condition on its queue. */
    public boolean isSent(InteractionId interaction) {
        Entry entry = lobby.entry(interaction);
        return entry != null && entry.sent != null;
    }

    /** Whether an offer of it is out that the kernel made. */
    public boolean isOffered(InteractionId interaction) {
        Entry entry = lobby.entry(interaction);
        return entry != null && !entry.offers().isEmpty();
    }

    /** The agent's own announcement now counts the offer. Call it after {@link #agent}, never before. */
    public void confirmed(InteractionId interaction, AgentId agent) {
        Seat seat = floor.seat(agent);
        Hold hold = seat == null ? null : seat.holdOn(interaction);
        if (hold == null) {
            return;
        }
        if (hold.entry == null) {
            end(hold);
        } else {
            hold.takesCapacity = false;
            lighter(hold.seat);
        }
    }

    /** An offer that another kernel has made, and that the agent's announcement counts: as if proposed here and confirmed. */
    public void offered(InteractionId interaction, AgentId agent, Instant deadline) {
        offered(interaction, agent, Nanos.of(deadline), false);
    }

    private void offered(InteractionId interaction, AgentId agent, long deadline, boolean takesCapacity) {
        Entry entry = lobby.entry(interaction);
        Seat seat = floor.seat(agent);
        if (entry != null && seat != null && seat.holdOn(interaction) == null) {
            Hold hold = new Hold(entry, seat);
            hold.takesCapacity = takesCapacity;
            hold(hold, deadline);
        }
    }

    /** Another kernel has not heard yet how an offer ended of one that waits no more. */
    private void heldFor(InteractionId interaction, Medium medium, AgentId agent, long deadline) {
        Seat seat = floor.seat(agent);
        if (seat != null) {
            hold(new Hold(interaction, medium, seat), deadline);
        }
    }

    /** What another kernel has decided: from now on as if it had been decided here. */
    public void decided(Proposal proposal) {
        over(proposal.interaction(), proposal.agent());
        Entry entry = lobby.entry(proposal.interaction());
        Seat seat = floor.seat(proposal.agent());
        Policy policy = entry == null ? null : entry.rules().policy;
        if (entry != null && seat != null && policy != null) {
            take(entry, seat, policy, proposal.deadline());
        }
    }

    /** Keeps one that waits out of every line, as though it were offered already, or puts it back. */
    public void setAside(InteractionId interaction, boolean aside) {
        Entry entry = lobby.entry(interaction);
        if (entry != null && entry.aside != aside) {
            entry.aside = aside;
            place(entry);
        }
    }

    /** Tells another kernel, which knows nothing yet, all that this one knows; but not which conditions have held lately. */
    public void tell(Matcher other) {
        other.advance(now);
        for (Desk desk : register.desks()) {
            Policy policy = desk.policy();
            if (policy != null) {
                other.queue(desk.queue, policy, desk.ruling.version, Optional.ofNullable(desk.trial));
            }
        }
        floor.seats().forEach(seat -> other.agent(seat.agent));
        lobby.entries().forEach(entry -> other.waiting(entry.waiting()));
        for (Seat seat : floor.seats()) {
            for (Hold hold : seat.holds) {
                long deadline = Nanos.add(due.dueAt(hold), -LAPSE.toNanos());
                if (hold.entry == null) {
                    other.heldFor(hold.interaction, hold.medium, seat.id(), deadline);
                } else {
                    other.offered(hold.interaction, seat.id(), deadline, hold.takesCapacity);
                }
            }
        }
        for (Desk desk : register.desks()) {
            Desk same = other.register.deskIfKnown(desk.queue);
            if (same != null) {
                same.remember(desk);
            }
        }
    }

    /** The offer was refused, declined, missed, rescinded or never made: nothing is held for it any more. */
    public void over(InteractionId interaction, AgentId agent) {
        Seat seat = floor.seat(agent);
        Hold hold = seat == null ? null : seat.holdOn(interaction);
        if (hold != null) {
            if (hold.owed != null && hold.entry == null) {
                // Another agent won it.
                hold.owed.tookBack(hold.part);
            }
            end(hold);
        }
    }

    /**
     * Decides, greedily: as long as somebody waits whom a free agent may serve, the first of these in line goes to the agent
     * whom the queue's strategy prefers; with batch-optimum, it and those behind it are decided together. Fewer than {@code max} proposals mean that nothing more can be decided now.
     */
    public List<Proposal> match(Instant at, int max) {
        advance(Nanos.of(at));
        frontier.begin();
        List<Proposal> proposals = new ArrayList<>();
        while (proposals.size() < max) {
            Probe probe = frontier.next();
            if (probe == null) {
                break;
            }
            left = max - proposals.size();
            proposals.addAll(
                    switch (probe.subject()) {
                        case Entry entry -> decide(entry);
                        case Seat seat -> decide(seat, probe);
                        case DemandClass of -> decide(of, probe);
                    });
        }
        return proposals;
    }

    /** What conditions on queues have brought about since this was asked last. */
    public List<Verdict> verdicts() {
        List<Verdict> all = List.copyOf(verdicts);
        verdicts.clear();
        return all;
    }

    /** Whether conditions on queues are looked at: not while it may not have been told of all agents yet. */
    public void looking(boolean look) {
        looking = look;
    }

    /**
     * When time alone may change a decision: a step, the end of a wait for the last agent or a named one, opening hours, a
     * lapsing hold, another look at a queue.
     */
    public Optional<Instant> nextDue() {
        return due.nextDue() == Nanos.NEVER ? Optional.empty() : Optional.of(Nanos.instant(due.nextDue()));
    }

    /** What could be told now to the customer of one that waits; empty if it does not wait here. */
    public Optional<Outlook> outlook(InteractionId interaction, Instant at) {
        Entry entry = lobby.entry(interaction);
        if (entry == null) {
            return Optional.empty();
        }
        int before = entry.desk.before(entry, Outlook.FURTHEST - 1);
        var estimate = entry.desk.pace.estimate(before, Math.max(now, Nanos.of(at)));
        return Optional.of(new Outlook(
                before + 1,
                estimate.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(estimate.getAsLong()))));
    }

    /** How a queue stands for one on {@code medium} who would come now. Of one in which nobody has waited yet it is not known what it asks. */
    public QueueOutlook outlook(QueueId queue, Medium medium, Instant at) {
        Desk desk = register.deskIfKnown(queue);
        Policy policy = desk == null ? null : desk.policy();
        int before = desk == null ? 0 : desk.expected();
        var estimate = desk == null ? OptionalLong.empty() : desk.pace.estimate(before, Math.max(now, Nanos.of(at)));
        return new QueueOutlook(
                before,
                floor.count(queue, medium, policy == null ? Map.of() : Standing.needs(policy, Map.of(), 0)),
                estimate.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(estimate.getAsLong())));
    }

    /** Where it would stand as the {@code position}th in its line, from 1 to {@link Outlook#FURTHEST}; empty if it does not wait here. */
    public Optional<Place.Stand> stand(InteractionId interaction, int position) {
        return Optional.ofNullable(lobby.entry(interaction)).map(entry -> entry.desk.stand(entry, position));
    }

    /** Why an interaction waits and who could have it; empty if it does not wait here. */
    public Optional<Explanation> explain(InteractionId interaction, Instant at) {
        Entry entry = lobby.entry(interaction);
        return entry == null
                ? Optional.empty()
                : Optional.of(new Explainer(floor, lobby, Math.max(now, Nanos.of(at)), entry).explain());
    }

    /** What a ready agent may have, and what stands in the way of the rest; empty if the agent is not here. */
    public Optional<AgentExplanation> explain(AgentId agent, Instant at) {
        Seat seat = floor.seat(agent);
        return seat == null
                ? Optional.empty()
                : Optional.of(
                        new AgentExplainer(floor, lobby, Math.max(now, Nanos.of(at)), seat).explain(lobby.entries()));
    }

    private void advance(long to) {
        now = Math.max(now, to);
        for (Timed next = due.poll(now); next != null; next = due.poll(now)) {
            switch (next) {
                case Entry entry -> place(entry);
                case Hold hold -> end(hold);
                case Desk desk -> look(desk);
            }
        }
    }

    private void look(Desk desk) {
        if (looking) {
            long credit = lookout.credit(desk, now);
            boolean moved = credit != desk.credit;
            desk.credit = credit;
            List<Entry> fired = lookout.steps(desk, now);
            lookout.overflow(desk, now);
            lookout.tell(desk, now, verdicts);
            for (Entry entry = moved ? desk.first : null; entry != null; entry = entry.next) {
                place(entry);
            }
            if (!moved) {
                fired.forEach(this::place);
            }
        }
        if (Lookout.isNeeded(desk)) {
            due.schedule(desk, Lookout.next(desk, now));
        }
    }

    private void place(Entry entry) {
        lobby.place(entry, now);
        frontier.add(entry);
    }

    private List<Proposal> decide(Entry entry) {
        // Who may have one of a class may have all; else each of a long line would ask all who have something better.
        DemandClass of = entry.home instanceof DemandClass its && !entry.particular() ? its : null;
        Seat seat = of != null && of.barrenIn == frontier.match() ? null : choose(entry);
        if (seat == null) {
            if (of != null) {
                of.barrenIn = frontier.match();
            }
            return List.of();
        }
        List<Proposal> proposals = serve(entry, seat);
        frontier.add(entry);
        return proposals;
    }

    private List<Proposal> decide(Seat seat, Probe probe) {
        Entry entry = probe.target();
        Seat chosen = probe.isInPlace() && lobby.mayTake(seat, entry) ? choose(entry) : null;
        List<Proposal> proposals = chosen == null ? List.of() : serve(entry, chosen);
        frontier.again(seat);
        return proposals;
    }

    private List<Proposal> decide(DemandClass of, Probe probe) {
        for (Entry entry : of.entries) {
            if (entry.barrenIn == frontier.match()) {
                continue;
            }
            Seat seat = choose(entry);
            if (seat != null) {
                return probe.isBefore(entry) ? later(of, entry) : first(of, entry, seat);
            }
            entry.barrenIn = frontier.match();
            if (!entry.particular()) {
                return List.of();
            }
        }
        return List.of();
    }

    /** The class's turn comes when that of {@code entry} does. */
    private List<Proposal> later(DemandClass of, Entry entry) {
        frontier.probe(of, entry);
        return List.of();
    }

    private List<Proposal> first(DemandClass of, Entry entry, Seat seat) {
        List<Proposal> proposals = serve(entry, seat);
        if (!of.entries.isEmpty()) {
            frontier.probe(of, of.entries.first());
        }
        return proposals;
    }

    private @Nullable Seat choose(Entry entry) {
        return switch (entry.home) {
            case DemandClass of -> floor.choose(entry, of, lobby.engagements);
            case Personal personal -> lobby.only(entry, personal);
            case null -> null;
        };
    }

    /** Proposes {@code entry} to {@code seat}; or, where its queue decides for many at once, what is best for all of them. */
    private List<Proposal> serve(Entry entry, Seat seat) {
        if (!entry.rules().batches() || !(entry.home instanceof DemandClass of)) {
            return List.of(propose(entry, seat));
        }
        List<Batch.Pair> pairs = Batch.decide(floor, lobby.engagements, now, entry, of, seat);
        pairs.stream().skip(left).forEach(pair -> frontier.add(pair.entry()));
        return pairs.stream()
                .limit(left)
                .map(pair -> propose(pair.entry(), pair.seat()))
                .toList();
    }

    private Proposal propose(Entry entry, Seat seat) {
        Policy policy = java.util.Objects.requireNonNull(entry.rules().policy);
        Waiting waiting = entry.waiting();
        OfferTerms offer = policy.offer();
        String reason = entry.home instanceof DemandClass
                ? policy.strategy().word()
                : waiting.onlyAgent().isPresent() ? "named-agent" : "last-agent";
        take(entry, seat, policy, offer.deadline());
        return new Proposal(
                waiting.interaction(),
                seat.id(),
                waiting.queue(),
                waiting.medium(),
                entry.rules().version,
                entry.step,
                reason,
                waiting.since(),
                offer.deadline(),
                offer.misses(),
                offer.autoAccept());
    }

    private void take(Entry entry, Seat seat, Policy policy, Duration deadline) {
        Rules rules = entry.rules();
        if (policy.strategy() instanceof Strategy.RoundRobin && entry.home instanceof DemandClass) {
            rules.lastInTurn = seat.id();
        }
        Hold hold = new Hold(entry, seat);
        if (rules.owed != null && entry.home instanceof DemandClass) {
            hold.part = new Shares(policy, entry.waiting(), rules.owed).part(seat);
            hold.owed = rules.owed;
            hold.owed.gave(hold.part);
        }
        hold(hold, Nanos.plus(now, deadline));
    }

    private void hold(Hold hold, long deadline) {
        Entry entry = hold.entry;
        hold.seat.holds.add(hold);
        due.schedule(hold, Nanos.plus(deadline, LAPSE));
        floor.refresh(hold.seat);
        if (hold.seat.precedence != null) {
            frontier.add(hold.seat);
        }
        if (entry != null) {
            entry.offered(hold);
            if (entry.fullyOffered()) {
                lobby.unplace(entry);
            }
        }
    }

    private void end(Hold hold) {
        due.schedule(hold, Nanos.NEVER);
        hold.seat.holds.remove(hold);
        lighter(hold.seat);
        Entry entry = hold.entry;
        if (entry != null) {
            hold.entry = null;
            entry.offerOver(hold);
            if (hold.owed != null) {
                hold.owed.tookBack(hold.part);
            }
            place(entry);
        }
    }

    private void lighter(Seat seat) {
        if (!seat.gone) {
            floor.refresh(seat);
            frontier.add(seat);
        }
    }
}
