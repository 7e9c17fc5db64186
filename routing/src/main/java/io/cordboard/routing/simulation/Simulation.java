package io.cordboard.routing.simulation;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.matching.Matcher;
import io.cordboard.routing.matching.Proposal;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a centre in virtual time around a kernel of its own; the package says what it simulates. It ends when there are no
 * more arrivals and nothing more can happen. Those who would wait for ever then are left {@link QueueResult#unanswered()}.
 */
public final class Simulation {

    /** Proposals asked for at a time. */
    private static final int BATCH = 1_024;

    /** How long to wait for the kernel alone (opening hours come again for ever) when nothing else can happen any more. */
    private static final long QUIET = Duration.ofDays(31).toNanos();

    /** The same where conditions on queues are looked at each second, which goes on for as long as anybody waits. */
    private static final long QUIET_LOOKING = Duration.ofDays(1).toNanos();

    private final Scenario scenario;
    private final Iterator<Arrival> arrivals;
    private final Witness witness;
    private final Matcher matcher = new Matcher();
    private final Timers timers = new Timers();
    private final Roster roster;
    private final Map<QueueId, QueueTally> tallies = new TreeMap<>();
    private final Map<InteractionId, Contact> waiting = new HashMap<>();
    private final long quiet;
    private @Nullable Arrival next;
    private long arrived;
    private int changed;
    private long now;
    private Instant at;

    /** When anything happened last but that the kernel had something due. */
    private long lastEvent;

    private Simulation(Scenario scenario, Iterator<Arrival> arrivals, Witness witness) {
        this.scenario = scenario;
        this.arrivals = arrivals;
        this.witness = witness;
        this.roster = new Roster(scenario);
        this.at = scenario.start();
        boolean looking = scenario.policies().values().stream()
                .anyMatch(policy -> policy.priority().serviceLevelCredit().isPresent()
                        || policy.steps().stream().anyMatch(step -> step.when().isPresent()));
        this.quiet = looking ? QUIET_LOOKING : QUIET;
        scenario.policies().forEach((queue, policy) -> {
            // Overflow is not simulated.
            matcher.queue(queue, policy.with(draft -> draft.overflow = Overflow.NONE), 1);
            tallies.put(queue, new QueueTally());
        });
    }

    /** Runs without a witness. */
    public static Result run(Scenario scenario, Iterator<Arrival> arrivals) {
        return run(scenario, arrivals, Witness.NOBODY);
    }

    /**
     * @param arrivals in order of time; read one ahead
     * @throws IllegalArgumentException if an arrival is out of order or names a queue that the scenario does not have, if shifts
     *     of an agent overlap, or if an offer is accepted before it is made or after its deadline
     */
    public static Result run(Scenario scenario, Iterator<Arrival> arrivals, Witness witness) {
        return new Simulation(scenario, arrivals, witness).run();
    }

    private Result run() {
        readAhead();
        for (long then = nextAt(); then != Times.NEVER; then = nextAt()) {
            now = then;
            at = scenario.start().plusNanos(now);
            lastEvent = nextEventAt() == now ? now : lastEvent;
            policies();
            shifts();
            for (Contact due = timers.poll(now); due != null; due = timers.poll(now)) {
                happen(due);
            }
            arrive();
            match();
        }
        return result();
    }

    private long nextEventAt() {
        long change = changed < scenario.changes().size()
                ? scenario.changes().get(changed).atNanos()
                : Times.NEVER;
        return Math.min(
                Math.min(Math.min(roster.nextAt(), timers.nextAt()), change),
                next == null ? Times.NEVER : next.atNanos());
    }

    private long nextAt() {
        long event = nextEventAt();
        Optional<Instant> kernel = matcher.nextDue();
        if (kernel.isEmpty()) {
            return event;
        }
        long due =
                Math.max(now, Duration.between(scenario.start(), kernel.get()).toNanos());
        return due < event && (event != Times.NEVER || due - lastEvent < quiet) ? due : event;
    }

    // Policies

    private void policies() {
        List<Scenario.Change> changes = scenario.changes();
        while (changed < changes.size() && changes.get(changed).atNanos() <= now) {
            Scenario.Change change = changes.get(changed++);
            matcher.queue(change.queue(), change.policy(), changed + 1);
        }
    }

    // Shifts

    private void shifts() {
        for (Shift shift = roster.pollEnd(now); shift != null; shift = roster.pollEnd(now)) {
            Workplace agent = roster.workplace(shift.agent());
            agent.end(now);
            for (Contact contact : List.copyOf(agent.ringing)) {
                contact.unring(agent);
                stopRinging(contact, agent);
                timers.schedule(contact, contact.waitsUntil());
            }
            matcher.forgetAgent(agent.agent);
        }
        for (Shift shift = roster.pollBegin(now); shift != null; shift = roster.pollBegin(now)) {
            Workplace agent = roster.workplace(shift.agent());
            agent.begin(shift, now, at);
            matcher.agent(agent.ready());
        }
    }

    private void announce(Workplace agent) {
        if (agent.isOnShift()) {
            matcher.agent(agent.ready());
        }
    }

    // Contacts

    private void readAhead() {
        next = arrivals.hasNext() ? arrivals.next() : null;
    }

    private void arrive() {
        for (Arrival arrival = next; arrival != null && arrival.atNanos() <= now; arrival = next) {
            if (arrival.atNanos() < now) {
                throw new IllegalArgumentException("Expected arrivals in order of time, but got one at "
                        + arrival.atNanos() + " ns when it was " + now + " ns");
            }
            QueueTally tally = tallies.get(arrival.queue());
            if (tally == null) {
                throw new IllegalArgumentException(
                        "Expected an arrival in a queue of the scenario, but got " + arrival.queue());
            }
            Contact contact = new Contact(arrived++, arrival, scenario.counts(arrival) ? tally : null);
            if (contact.tally != null) {
                contact.tally.offered();
            }
            waiting.put(contact.id, contact);
            timers.schedule(contact, contact.waitsUntil());
            matcher.waiting(new Waiting(contact.id, arrival.medium(), place(arrival), arrival.attributes()));
            readAhead();
        }
    }

    private Place place(Arrival arrival) {
        return new Place(
                arrival.queue(),
                arrival.priority(),
                at,
                at,
                arrival.skills(),
                arrival.lastAgent(),
                Optional.empty(),
                Set.of());
    }

    private void happen(Contact contact) {
        if (contact.worker != null) {
            contact.worker.finish(contact.arrival.medium(), contact.arrival.handlingNanos(), now, at);
            announce(contact.worker);
            return;
        }
        Contact.Ring ring = contact.firstRing();
        if (ring != null && ring.acceptedAt() <= now) {
            ring.agent().take(now);
            announce(ring.agent());
            answer(contact, ring.agent(), ring.offer());
        } else {
            leaveLine(contact, null);
            if (contact.tally != null) {
                contact.tally.abandoned(contact.arrival, now);
            }
            witness.abandoned(contact.number, contact.arrival, now);
        }
    }

    private void answer(Contact contact, Workplace agent, Proposal offer) {
        leaveLine(contact, agent);
        contact.worker = agent;
        timers.schedule(contact, Times.plus(now, contact.arrival.handlingNanos()));
        if (contact.tally != null) {
            contact.tally.answered(contact.arrival, now);
        }
        witness.answered(contact.number, contact.arrival, offer, now);
    }

    /** The kernel hears that it waits no more; then those with whom it rang, and who did not win it, are free of it. */
    private void leaveLine(Contact contact, @Nullable Workplace winner) {
        waiting.remove(contact.id);
        matcher.left(contact.arrival.queue(), scenario.start().plusNanos(contact.arrival.atNanos()), winner != null);
        matcher.forgetWaiting(contact.id);
        for (Contact.Ring ring : contact.rings()) {
            if (ring.agent() == winner) {
                winner.ringing.remove(contact);
            } else {
                stopRinging(contact, ring.agent());
                announce(ring.agent());
            }
        }
        contact.unring();
    }

    private static void stopRinging(Contact contact, Workplace agent) {
        agent.ringing.remove(contact);
        agent.release(contact.arrival.medium());
    }

    // Offers

    private void match() {
        boolean more = true;
        while (more) {
            List<Proposal> proposals = matcher.match(at, BATCH);
            more = proposals.size() == BATCH;
            for (Proposal proposal : proposals) {
                more |= !offer(proposal);
            }
        }
    }

    /**
     * As the router does it: the agent reserves and announces itself, which confirms the offer, and then accepts. False if another
     * agent has won it since it was proposed.
     */
    private boolean offer(Proposal proposal) {
        Contact contact = waiting.get(proposal.interaction());
        if (contact == null) {
            matcher.over(proposal.interaction(), proposal.agent());
            return false;
        }
        long acceptedAfter = scenario.answering().acceptsAfterNanos(proposal, contact.number, now);
        if (acceptedAfter < 0 || acceptedAfter >= proposal.deadline().toNanos()) {
            throw new IllegalArgumentException("Expected an offer to be accepted after 0 ns or more and before "
                    + proposal.deadline() + ", but got " + acceptedAfter + " ns");
        }
        Workplace agent = roster.workplace(proposal.agent());
        agent.carry(contact.arrival.medium());
        if (acceptedAfter == 0) {
            agent.take(now);
        }
        announce(agent);
        matcher.confirmed(contact.id, agent.agent);
        if (acceptedAfter == 0) {
            answer(contact, agent, proposal);
        } else {
            agent.ringing.add(contact);
            contact.ring(new Contact.Ring(agent, proposal, Times.plus(now, acceptedAfter)));
            timers.schedule(contact, contact.waitsUntil());
        }
        return true;
    }

    private Result result() {
        Map<QueueId, QueueResult> queues = new TreeMap<>();
        tallies.forEach((queue, tally) -> queues.put(queue, tally.result()));
        double staffed = 0;
        double busy = 0;
        for (Workplace agent : roster.all()) {
            agent.account(lastEvent);
            staffed += agent.staffedNanos();
            busy += agent.busyNanos();
        }
        return new Result(queues, staffed / Times.SECOND, busy / Times.SECOND, arrived, lastEvent);
    }
}
