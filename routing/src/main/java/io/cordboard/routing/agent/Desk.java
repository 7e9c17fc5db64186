package io.cordboard.routing.agent;

import io.cordboard.routing.agent.AgentEvent.*;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.OfferId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an agent has in hand, signed in or not.
 *
 * @param version counts the events that change what is announced, so that announcements can be put in order
 * @param work by offer, oldest first
 * @param outside what takes capacity beside, oldest first
 * @param past offers that were given back or finished lately: a reservation that comes late must not revive one
 */
record Desk(
        AgentId agent,
        AgentProfile profile,
        long revision,
        boolean removed,
        long version,
        List<Work> work,
        List<OutsideWork> outside,
        List<OfferId> past) {

    /** Far more than an agent can have been offered while a message was on its way. */
    private static final int REMEMBERED = 32;

    Desk {
        work = List.copyOf(work);
        outside = List.copyOf(outside);
        past = List.copyOf(past);
    }

    static Desk of(AgentId agent, AgentProfile profile, long revision) {
        return new Desk(agent, profile, revision, false, 1, List.of(), List.of(), List.of());
    }

    Optional<Work> work(OfferId offer) {
        return work.stream().filter(w -> w.offer().equals(offer)).findFirst();
    }

    Optional<OutsideWork> outside(String ref) {
        return outside.stream().filter(w -> w.ref().equals(ref)).findFirst();
    }

    /** The medium of each that takes capacity, in hand or outside. */
    List<Medium> carried() {
        return Stream.concat(work.stream().map(Work::medium), outside.stream().map(OutsideWork::medium))
                .toList();
    }

    /** When the first work outside ends by itself. */
    Optional<Instant> lapse() {
        return outside.stream().map(OutsideWork::until).min(Comparator.naturalOrder());
    }

    List<AgentEvent> lapsed(Instant now) {
        return outside.stream()
                .filter(w -> !now.isBefore(w.until()))
                .<AgentEvent>map(w -> new OutsideWorkEnded(w.ref(), true, now))
                .toList();
    }

    boolean fits(Medium medium) {
        return profile.capacity().fits(carried(), medium);
    }

    /** What the event makes of the work in hand. */
    Desk apply(AgentEvent event) {
        return switch (event) {
            case Configured e -> new Desk(agent, e.profile(), e.revision(), false, version + 1, work, outside, past);
            case Removed e -> new Desk(agent, profile, e.revision(), true, version + 1, work, outside, past);
            case Reserved e ->
                with(w -> w.put(
                        e.offer(),
                        new Work(
                                e.offer(),
                                e.interaction(),
                                e.queue(),
                                e.medium(),
                                e.terms(),
                                new Work.Reserved(e.deadline(), e.policyVersion(), e.step(), e.reason(), e.shadow()),
                                e.at())));
            case Won e -> phase(e.offer(), new Work.Handling(), e.at());
            case Wrapping e -> wrapping(e);
            case GivenUp e ->
                with(w -> w.computeIfPresent(
                        e.offer(),
                        (_, held) -> held.in(
                                held.isOffer() ? new Work.Returning(e.why()) : new Work.Forsaken(), held.since())));
            case Released e -> without(e.offer());
            case Finished e -> without(e.offer());
            case OutsideWorkCounted e -> counted(e);
            case OutsideWorkEnded e -> with(version + 1, outsideWithout(e.ref()));
            case SignedIn _,
                    SignedOut _,
                    DrainStarted _,
                    BecameReady _,
                    BecameNotReady _,
                    RestEnded _,
                    ConnectionLost _,
                    ConnectionRestored _ -> with(_ -> {});
        };
    }

    /** Nobody is told of wrap-up, for it leaves the agent as busy as before; unless word of the win was overtaken by it. */
    private Desk wrapping(Wrapping e) {
        boolean wasOffer = work(e.offer()).filter(Work::isOffer).isPresent();
        Desk changed = phase(e.offer(), new Work.Wrapping(e.limit(), talked(e.offer(), e.at())), e.at());
        return wasOffer ? changed : changed.at(version);
    }

    /** How long the agent has been with the customer of this work by {@code at}, wrap-up apart. */
    Duration talked(OfferId offer, Instant at) {
        return work(offer).map(w -> w.talked(at)).orElse(Duration.ZERO);
    }

    /** Nobody is told that it goes on. */
    private Desk counted(OutsideWorkCounted e) {
        Optional<OutsideWork> known = outside(e.ref()).filter(w -> w.medium().equals(e.medium()));
        var more = new ArrayList<>(outsideWithout(e.ref()));
        more.add(new OutsideWork(
                e.ref(), e.medium(), known.map(OutsideWork::since).orElse(e.at()), e.until()));
        return with(known.isPresent() ? version : version + 1, more);
    }

    private List<OutsideWork> outsideWithout(String ref) {
        return outside.stream().filter(w -> !w.ref().equals(ref)).toList();
    }

    private Desk with(long newVersion, List<OutsideWork> newOutside) {
        return new Desk(agent, profile, revision, removed, newVersion, work, newOutside, past);
    }

    private Desk at(long sameVersion) {
        return new Desk(agent, profile, revision, removed, sameVersion, work, outside, past);
    }

    private Desk phase(OfferId offer, Work.Phase phase, Instant at) {
        return with(w -> w.computeIfPresent(offer, (_, held) -> held.in(phase, at)));
    }

    private Desk with(java.util.function.Consumer<Map<OfferId, Work>> change) {
        var byOffer = new LinkedHashMap<OfferId, Work>();
        work.forEach(w -> byOffer.put(w.offer(), w));
        change.accept(byOffer);
        return new Desk(agent, profile, revision, removed, version + 1, List.copyOf(byOffer.values()), outside, past);
    }

    private Desk without(OfferId offer) {
        var remembered = new ArrayList<>(past);
        remembered.add(offer);
        if (remembered.size() > REMEMBERED) {
            remembered.removeFirst();
        }
        var left = work.stream().filter(w -> !w.offer().equals(offer)).toList();
        return new Desk(agent, profile, revision, removed, version + 1, left, outside, remembered);
    }

    /** What the agent owes the interactions in hand: word of its reservations, and of what it gives up. */
    List<Command> debts() {
        var debts = new ArrayList<Command>();
        for (Work w : work) {
            switch (w.phase()) {
                case Work.Reserved(var deadline, var policyVersion, var step, var reason, var shadow) ->
                    debts.add(new InteractionCommand.Offer(
                            w.interaction(),
                            w.offer(),
                            agent,
                            w.terms(),
                            deadline,
                            policyVersion,
                            step,
                            reason,
                            shadow));
                case Work.Returning(var outcome) ->
                    debts.add(new InteractionCommand.EndOffer(
                            w.interaction(), w.offer(), agent, outcome, Optional.empty()));
                case Work.Forsaken _ -> debts.add(new InteractionCommand.LoseAgent(w.interaction(), w.offer(), agent));
                case Work.Handling _, Work.Wrapping _ -> {}
            }
        }
        return debts;
    }

    Collection<Work> reserved() {
        return work.stream().filter(w -> w.phase() instanceof Work.Reserved).toList();
    }
}
