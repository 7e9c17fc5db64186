package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.*;
import io.cordboard.routing.interaction.InteractionView.Consulting.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules of a further agent in a call. Such an agent has reserved capacity by an offer, like any other; the owner stays the one until
 * it is handed over.
 */
final class Consults {

    /** How long after the deadline the agent's own word is waited for. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final WithAgent state;
    private final Talk talk;

    Consults(WithAgent state) {
        this.state = state;
        this.talk = state.talk();
    }

    // What the owner does

    Decision<InteractionEvent> begin(InteractionCommand.Consult c, Instant now) {
        if (c.agent().equals(state.agent())) {
            return refuse(
                    Refusal.INVALID,
                    "Expected another agent, but it is with " + c.agent().name() + " already");
        }
        if (talk.consult().isPresent()) {
            return talk.consult().get().agent().equals(c.agent())
                    ? unchanged()
                    : wrongPhase("nobody is consulted", talk.consult());
        }
        if (talk.monitor().filter(by -> by.agent().equals(c.agent())).isPresent()) {
            return refuse(
                    Refusal.WRONG_PHASE,
                    "Expected an agent who does not listen already, but "
                            + c.agent().name() + " does");
        }
        var events = new ArrayList<InteractionEvent>();
        if (talk.held().isEmpty()) {
            events.add(new Held(c.by(), now));
        }
        // Of one interaction no two begin in the same millisecond.
        OfferId offer = OfferId.of(state.story().interaction(), "consult-" + now.toEpochMilli());
        Instant deadline = now.plus(state.terms().deadline());
        events.add(new ConsultAsked(offer, c.agent(), deadline, c.by(), now));
        return accept(events);
    }

    Decision<InteractionEvent> confer(InteractionCommand.Confer c, Instant now) {
        return joined(there -> {
            if (there.stage() == Stage.CONFERENCE && talk.held().isEmpty()) {
                return unchanged();
            }
            var events = new ArrayList<InteractionEvent>();
            if (there.stage() != Stage.CONFERENCE) {
                events.add(new ConferenceStarted(c.by(), now));
            }
            events.addAll(resumed(c.by(), now));
            return accept(events);
        });
    }

    Decision<InteractionEvent> end(Party by, Instant now) {
        return accept(over(by, now));
    }

    /** Whoever is consulted would hear the customer, too: that is a conference. */
    Decision<InteractionEvent> resume(Party by, Instant now) {
        return talk.consult().filter(there -> there.stage() != Stage.CONFERENCE).isPresent()
                ? wrongPhase("the consult to be over, or a conference", talk.consult())
                : accept(resumed(by, now));
    }

    Decision<InteractionEvent> handOver(Party by, Instant now) {
        return joined(there -> {
            var events = new ArrayList<>(new Monitors(state).leaving(now));
            events.add(new Transferred(
                    state.offer(), state.agent(), state.place().queue(), Optional.of(there.agent()), by, now));
            events.add(new Assigned(there.offer(), there.agent(), now));
            events.addAll(resumed(by, now));
            return accept(events);
        });
    }

    private Decision<InteractionEvent> joined(Function<Talk.Consult, Decision<InteractionEvent>> then) {
        return talk.consult()
                .filter(Talk.Consult::joined)
                .map(then)
                .orElseGet(() -> wrongPhase("an agent who is consulted", talk.consult()));
    }

    private Decision<InteractionEvent> wrongPhase(String expected, Optional<Talk.Consult> consult) {
        return refuse(
                Refusal.WRONG_PHASE,
                "Expected " + expected + ", but "
                        + consult.map(there -> there.agent().name() + " is "
                                        + there.stage().name().toLowerCase(java.util.Locale.ROOT))
                                .orElse("nobody is"));
    }

    // What the other agent does

    /** Their entity has reserved room for it; empty, if it is about another offer. */
    Optional<Decision<InteractionEvent>> offered(InteractionCommand.Offer c, Instant now) {
        return talk.consult(c.offer())
                .map(there -> there.stage() == Stage.ASKED
                        ? accept(new ConsultOffered(there.offer(), there.agent(), there.deadline(), now))
                        : unchanged());
    }

    Optional<Decision<InteractionEvent>> accepted(InteractionCommand.Accept c, Instant now) {
        return talk.consult(c.offer())
                .filter(there -> there.agent().equals(c.agent()))
                .map(there -> there.joined() ? unchanged() : accept(new PartyJoined(c.offer(), c.agent(), now)));
    }

    /** Empty if they talk already. */
    Optional<Decision<InteractionEvent>> ended(InteractionCommand.EndOffer c, Instant now) {
        return talk.consult(c.offer())
                .filter(there -> !there.joined() && there.agent().equals(c.agent()))
                .map(there -> accept(back(unanswered(there, c.outcome(), c.why(), now), now)));
    }

    /** They are gone without a word. */
    Optional<Decision<InteractionEvent>> lost(InteractionCommand.LoseAgent c, Instant now) {
        return talk.consult(c.offer()).map(_ -> accept(over(Party.SYSTEM, now)));
    }

    /** They have no room for it, or have given it up. */
    List<InteractionEvent> refused(OfferId offer, Refusal refusal, Instant now) {
        return talk.consult(offer)
                .map(there -> there.joined()
                        ? over(Party.SYSTEM, now)
                        : back(
                                unanswered(
                                        there,
                                        refusal == Refusal.NO_CAPACITY ? OfferOutcome.BUSY : OfferOutcome.UNREACHABLE,
                                        Optional.of(refusal.name()
                                                .toLowerCase(java.util.Locale.ROOT)
                                                .replace('_', '-')),
                                        now),
                                now))
                .orElse(List.of());
    }

    // How it ends

    /** The consult is over, and the customer is talked to again. */
    List<InteractionEvent> over(Party by, Instant now) {
        List<InteractionEvent> left = leaving(by, now);
        return left.isEmpty() ? left : back(left.getFirst(), now);
    }

    /** The consult is over because all is. */
    List<InteractionEvent> leaving(Party by, Instant now) {
        return talk.consult()
                .map(there -> there.joined()
                        ? new PartyLeft(there.offer(), there.agent(), by, now)
                        : unanswered(there, OfferOutcome.RESCINDED, Optional.empty(), now))
                .<List<InteractionEvent>>map(List::of)
                .orElse(List.of());
    }

    private static InteractionEvent unanswered(
            Talk.Consult there, OfferOutcome outcome, Optional<String> why, Instant now) {
        return new ConsultEnded(there.offer(), there.agent(), outcome, why, now);
    }

    private List<InteractionEvent> back(InteractionEvent end, Instant now) {
        var events = new ArrayList<InteractionEvent>();
        events.add(end);
        events.addAll(resumed(Party.SYSTEM, now));
        return events;
    }

    private List<InteractionEvent> resumed(Party by, Instant now) {
        return talk.held().isPresent() ? List.of(new Resumed(by, now)) : List.of();
    }

    // Time, and what is owed

    Optional<Instant> alarm() {
        return talk.consult()
                .filter(there -> !there.joined())
                .map(there -> there.deadline().plus(MARGIN));
    }

    List<InteractionEvent> due(Instant now) {
        return alarm().filter(at -> !now.isBefore(at))
                .map(_ -> back(
                        unanswered(talk.consult().orElseThrow(), OfferOutcome.MISSED, Optional.of("no-word"), now),
                        now))
                .orElse(List.of());
    }

    Optional<Command> debt() {
        return talk.consult().flatMap(there -> switch (there.stage()) {
            case ASKED ->
                Optional.of(new AgentCommand.Reserve(
                        there.agent(),
                        there.offer(),
                        state.story().interaction(),
                        state.place().queue(),
                        state.story().contact().medium(),
                        state.terms(),
                        there.deadline(),
                        0,
                        0,
                        "consult"));
            case RINGING -> Optional.empty();
            case CONSULTING, CONFERENCE -> Optional.of(new AgentCommand.Win(there.agent(), there.offer()));
        });
    }
}
