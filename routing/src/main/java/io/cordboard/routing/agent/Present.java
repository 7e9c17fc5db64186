package io.cordboard.routing.agent;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.cordboard.routing.agent.AgentEvent.*;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Standing;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.matching.ReadyAgent;
import io.cordboard.routing.router.RouterCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An agent who is signed in.
 *
 * @param tally what counts since signing in
 */
record Present(
        Desk desk,
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Mode mode,
        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Link link,
        Instant modeSince,
        Instant idleSince,
        Tally tally)
        implements AgentState.Listed {

    static final String MISSED_OFFERS = "missed-offers";
    static final String CONNECTION_LOST = "connection-lost";
    private static final String DRAINED = "drained";

    /** How long after the deadline the interaction's word is waited for before it is asked. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    /**
     * @param misses offers missed in a row
     * @param contacts interactions won
     * @param talked how long those took, wrap-up apart, whose work is done
     */
    record Tally(int misses, long contacts, Duration talked) {

        static final Tally NOTHING = new Tally(0, 0, Duration.ZERO);

        Tally won() {
            return new Tally(0, contacts + 1, talked);
        }

        Tally missed(int inARow) {
            return new Tally(inARow, contacts, talked);
        }

        Tally talked(Duration more) {
            return new Tally(misses, contacts, talked.plus(more));
        }
    }

    /** Whether the agent takes new work. */
    sealed interface Mode {}

    /** {@code restsUntil}: not before then, because an offer came to nothing. */
    record Ready(Optional<Instant> restsUntil) implements Mode {

        static final Ready AT_ONCE = new Ready(Optional.empty());
    }

    record NotReady(String reason) implements Mode {}

    /** Signs out when the work in hand is done. */
    record Draining() implements Mode {}

    /** Whether a desktop is there. */
    sealed interface Link {}

    record Connected() implements Link {}

    /** Gone; what is open is given up at {@code graceUntil}. */
    record Lost(Instant since, Instant graceUntil) implements Link {}

    @Override
    public Decision<AgentEvent> decideHere(AgentCommand command, Instant now) {
        return switch (command) {
            case AgentCommand.SignIn _ -> mode instanceof Draining ? accept(new SignedIn(now)) : unchanged();
            case AgentCommand.SignOut c ->
                desk.work().isEmpty() || !(mode instanceof Draining)
                        ? accept(signingOut(c.reason(), now))
                        : unchanged();
            case AgentCommand.BecomeReady _ -> becomeReady(now);
            case AgentCommand.BecomeNotReady c -> becomeNotReady(c.reason(), now);
            case AgentCommand.Reserve c -> reserve(c, now);
            case AgentCommand.LoseConnection _ ->
                link instanceof Lost || desk.profile().unattended()
                        ? unchanged()
                        : accept(new ConnectionLost(now.plus(desk.profile().grace()), now));
            case AgentCommand.RestoreConnection _ ->
                link instanceof Lost ? accept(new ConnectionRestored(now)) : unchanged();
            default -> unchanged();
        };
    }

    private Decision<AgentEvent> becomeReady(Instant now) {
        if (mode.equals(Ready.AT_ONCE)) {
            return unchanged();
        }
        if (mode instanceof Draining) {
            return refuse(Refusal.NOT_READY, "Expected an agent who stays, but " + desk.agent() + " is signing out");
        }
        if (link instanceof Lost) {
            return refuse(Refusal.NOT_READY, "Expected a connected desktop, but " + desk.agent() + " has none");
        }
        return accept(new BecameReady(now));
    }

    private Decision<AgentEvent> becomeNotReady(String reason, Instant now) {
        if (reason.isBlank() || reason.length() > 64) {
            return refuse(Refusal.INVALID, "Expected a reason of 1 to 64 characters, but it has " + reason.length());
        }
        return mode instanceof Draining || mode.equals(new NotReady(reason))
                ? unchanged()
                : accept(new BecameNotReady(reason, now));
    }

    private Decision<AgentEvent> reserve(AgentCommand.Reserve c, Instant now) {
        if (desk.work(c.offer()).isPresent()) {
            return unchanged();
        }
        if (desk.past().contains(c.offer())) {
            return refuse(Refusal.OFFER_OVER, "Expected a new offer, but " + c.offer() + " is over");
        }
        if (!takesWork()) {
            return refuse(Refusal.NOT_READY, "Expected an agent who is ready, but " + desk.agent() + " is not");
        }
        if (!now.isBefore(c.deadline())) {
            return refuse(Refusal.OFFER_OVER, "Expected a deadline in the future, but it was " + c.deadline());
        }
        if (!desk.fits(c.medium())) {
            return refuse(
                    Refusal.NO_CAPACITY,
                    "Expected room for one more " + c.medium() + ", but " + desk.agent() + " carries "
                            + desk.carried());
        }
        return accept(new Reserved(
                c.offer(),
                c.interaction(),
                c.queue(),
                c.medium(),
                c.terms(),
                c.deadline(),
                c.policyVersion(),
                c.step(),
                c.reason(),
                c.shadow(),
                now));
    }

    private boolean takesWork() {
        return mode.equals(Ready.AT_ONCE)
                && (link instanceof Connected || desk.profile().unattended());
    }

    @Override
    public List<AgentEvent> signingOut(Instant now) {
        return signingOut("removed", now);
    }

    private List<AgentEvent> signingOut(String reason, Instant now) {
        return desk.work().isEmpty()
                ? List.of(new SignedOut(reason, now))
                : Stream.concat(Stream.of(new DrainStarted(now)), giveUpOffers(OfferOutcome.REJECTED, now))
                        .toList();
    }

    private Stream<AgentEvent> giveUpOffers(OfferOutcome why, Instant now) {
        return desk.reserved().stream().map(w -> new GivenUp(w.offer(), why, now));
    }

    @Override
    public List<AgentEvent> release(Work work, OfferOutcome outcome, Instant now) {
        var events = new ArrayList<AgentEvent>();
        int limit = work.terms().misses();
        if (outcome == OfferOutcome.MISSED && limit > 0 && tally.misses() + 1 >= limit && mode instanceof Ready) {
            events.add(new Released(work.offer(), outcome, Optional.empty(), now));
            events.add(new BecameNotReady(MISSED_OFFERS, now));
        } else {
            events.add(new Released(work.offer(), outcome, restAfter(work, outcome, now), now));
        }
        return drained(events, now);
    }

    /** Who is not ready needs no rest: becoming ready would end it. */
    private Optional<Instant> restAfter(Work work, OfferOutcome outcome, Instant now) {
        Optional<Instant> rest =
                mode instanceof Ready ? work.terms().restAfter(outcome).map(now::plus) : Optional.empty();
        return rest.filter(until -> restsUntil().filter(until::isBefore).isEmpty());
    }

    private Optional<Instant> restsUntil() {
        return mode instanceof Ready(var until) ? until : Optional.empty();
    }

    @Override
    public List<AgentEvent> finish(Work work, Optional<String> disposition, Instant now) {
        var events = new ArrayList<AgentEvent>();
        events.add(new Finished(work.offer(), disposition, now));
        return drained(events, now);
    }

    private List<AgentEvent> drained(List<AgentEvent> events, Instant now) {
        if (mode instanceof Draining && desk.work().size() == 1) {
            events.add(new SignedOut(DRAINED, now));
        }
        return events;
    }

    @Override
    public AgentState applyHere(AgentEvent event, Desk changed) {
        Present same = new Present(changed, mode, link, modeSince, idleSince, tally);
        return switch (event) {
            case SignedIn e ->
                new Present(changed, new NotReady("signed-in"), new Connected(), e.at(), e.at(), Tally.NOTHING);
            case SignedOut e -> new Away(changed, e.at());
            case DrainStarted e -> new Present(changed, new Draining(), link, e.at(), idleSince, tally);
            case BecameReady e -> new Present(changed, Ready.AT_ONCE, link, e.at(), e.at(), tally.missed(0));
            case RestEnded _ -> new Present(changed, Ready.AT_ONCE, link, modeSince, idleSince, tally);
            case BecameNotReady e ->
                new Present(changed, new NotReady(e.reason()), link, e.at(), idleSince, tally.missed(0));
            case ConnectionLost e ->
                new Present(changed, mode, new Lost(e.at(), e.graceUntil()), modeSince, idleSince, tally);
            case ConnectionRestored _ -> new Present(changed, mode, new Connected(), modeSince, idleSince, tally);
            case Won _ -> new Present(changed, mode, link, modeSince, idleSince, tally.won());
            case Wrapping e
            when wasOffer(e.offer()) -> new Present(changed, mode, link, modeSince, idleSince, tally.won());
            case Finished e
            when wasOffer(e.offer()) -> new Present(changed, mode, link, modeSince, e.at(), tally.won());
            case Released e ->
                new Present(
                        changed,
                        e.restsUntil().<Mode>map(_ -> new Ready(e.restsUntil())).orElse(mode),
                        link,
                        modeSince,
                        idleSince,
                        tally.missed(missesAfter(e.outcome())));
            case Finished e ->
                new Present(changed, mode, link, modeSince, e.at(), tally.talked(desk.talked(e.offer(), e.at())));
            case OutsideWorkEnded e -> new Present(changed, mode, link, modeSince, e.at(), tally);
            case Configured _, Removed _, Reserved _, Wrapping _, GivenUp _, OutsideWorkCounted _ -> same;
        };
    }

    /** Word of the win was overtaken by word of what came after it: the interaction was won all the same. */
    private boolean wasOffer(OfferId offer) {
        return desk.work(offer).filter(Work::isOffer).isPresent();
    }

    private int missesAfter(OfferOutcome outcome) {
        return switch (outcome) {
            case MISSED -> tally.misses() + 1;
            // An agent who is on the phone does not ignore the offer.
            case REJECTED, BUSY -> 0;
            case RESCINDED, UNREACHABLE -> tally.misses();
        };
    }

    @Override
    public Optional<Instant> alarm() {
        Optional<Instant> grace =
                link instanceof Lost(_, var until) && owesAtGrace() ? Optional.of(until) : Optional.empty();
        return Stream.concat(
                        Stream.of(grace, restsUntil(), desk.lapse()),
                        desk.work().stream().map(this::deadline))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Whether the end of the grace period still has something to change. */
    private boolean owesAtGrace() {
        boolean mayStillTakeWork = !mode.equals(new NotReady(CONNECTION_LOST)) && !(mode instanceof Draining);
        return mayStillTakeWork || desk.work().isEmpty() || !desk.reserved().isEmpty();
    }

    private Optional<Instant> deadline(Work w) {
        return switch (w.phase()) {
            case Work.Reserved(var until, _, _, _, _) -> Optional.of(until.plus(MARGIN));
            case Work.Handling _
            when link instanceof Lost(var at, _) ->
                Optional.of(at.plus(w.terms().keep()));
            case Work.Handling _, Work.Returning _, Work.Forsaken _, Work.Wrapping _ -> Optional.empty();
        };
    }

    @Override
    public List<AgentEvent> due(Instant now) {
        var events = new ArrayList<>(desk.lapsed(now));
        boolean graceOver = link instanceof Lost(_, var until) && !now.isBefore(until);
        for (Work w : desk.work()) {
            boolean late = deadline(w).filter(d -> !now.isBefore(d)).isPresent();
            if (graceOver && w.phase() instanceof Work.Reserved) {
                events.add(new GivenUp(w.offer(), OfferOutcome.UNREACHABLE, now));
            } else if (late) {
                events.add(new GivenUp(w.offer(), OfferOutcome.MISSED, now));
            }
        }
        if (graceOver && desk.work().isEmpty()) {
            events.add(new SignedOut(CONNECTION_LOST, now));
        } else if (graceOver && !(mode instanceof Draining) && !mode.equals(new NotReady(CONNECTION_LOST))) {
            events.add(new BecameNotReady(CONNECTION_LOST, now));
        } else if (restsUntil().filter(rest -> !now.isBefore(rest)).isPresent()) {
            events.add(new RestEnded(now));
        }
        return events;
    }

    @Override
    public RouterCommand announcement() {
        if (!takesWork()) {
            return RouterCommand.AgentChanged.notReady(desk.agent(), desk.version(), held());
        }
        AgentProfile profile = desk.profile();
        return RouterCommand.AgentChanged.ready(
                new ReadyAgent(
                        desk.agent(),
                        profile.team(),
                        profile.queues(),
                        profile.skills(),
                        profile.capacity(),
                        desk.carried(),
                        idleSince,
                        tally.contacts(),
                        tally.talked(),
                        profile.attributes(),
                        profile.preferences()),
                desk.version(),
                held());
    }

    private List<RouterCommand.Held> held() {
        return desk.work().stream()
                .map(w -> new RouterCommand.Held(w.offer(), w.interaction(), w.isOffer(), w.offeredUntil()))
                .toList();
    }

    /** What to tell this state if it is mistaken about the agent's desktop being {@code there}. */
    Optional<AgentCommand> contradicted(boolean there, AgentId agent) {
        return switch (link) {
            case Connected _ ->
                there || desk.profile().unattended()
                        ? Optional.empty()
                        : Optional.of(new AgentCommand.LoseConnection(agent));
            case Lost _ -> there ? Optional.of(new AgentCommand.RestoreConnection(agent)) : Optional.empty();
        };
    }

    @Override
    public boolean dormant() {
        return false;
    }

    private AgentStatus status() {
        return switch (mode) {
            case Ready _ -> AgentStatus.READY;
            case NotReady _ -> AgentStatus.NOT_READY;
            case Draining _ -> AgentStatus.DRAINING;
        };
    }

    /** Ready agents are told apart by whether they have anything in hand. */
    @Override
    public Standing standing() {
        return Standing.of(
                switch (status()) {
                    case READY ->
                        !desk.carried().isEmpty() ? "busy" : restsUntil().isPresent() ? "resting" : "available";
                    case NOT_READY -> "not-ready";
                    case DRAINING -> "draining";
                    case SIGNED_OUT -> "signed-out";
                },
                modeSince);
    }

    @Override
    public AgentView view() {
        return new AgentView(
                desk.agent(),
                desk.profile(),
                desk.revision(),
                desk.removed(),
                status(),
                mode instanceof NotReady(var reason) ? Optional.of(reason) : Optional.empty(),
                link instanceof Connected,
                Optional.of(modeSince),
                restsUntil(),
                desk.profile().capacity().used(desk.carried()),
                desk.work().stream().map(Work::view).toList(),
                desk.outside());
    }
}
