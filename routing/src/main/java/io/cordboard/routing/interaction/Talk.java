package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionView.Consulting.Stage;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What goes on beside the assignment while an agent and a customer talk.
 *
 * @param held whether the customer is on hold
 * @param heldFor for how long the customer was on hold before
 * @param digits the latest request to send some
 * @param consult the further agent, if there is one
 * @param monitor the supervisor who listens, if there is one
 */
record Talk(
        Optional<Hold> held,
        Duration heldFor,
        Optional<String> digits,
        Optional<Consult> consult,
        Optional<Monitor> monitor) {

    static final Talk BEGUN =
            new Talk(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());

    /** The customer hears music. */
    record Hold(Party by, Instant since) {}

    /** An agent beside the owner; asked until the deadline. */
    record Consult(OfferId offer, AgentId agent, Stage stage, Instant deadline, Instant since) {

        /** Whether they talk, to the owner at least. */
        boolean joined() {
            return stage == Stage.CONSULTING || stage == Stage.CONFERENCE;
        }

        private Consult at(Stage next, Instant since) {
            return new Consult(offer, agent, next, deadline, since);
        }
    }

    /** A supervisor who listens by the phone of an agent. */
    record Monitor(OfferId offer, AgentId agent, Mode mode, Party by, boolean joined, Instant since) {

        private Monitor in(Mode next, boolean there, Instant at) {
            return new Monitor(offer, agent, next, by, there, at);
        }
    }

    Talk after(InteractionEvent.InCall event) {
        return switch (event) {
            case InteractionEvent.Held e -> held(Optional.of(new Hold(e.by(), e.at())), heldFor);
            case InteractionEvent.Resumed e -> held(Optional.empty(), heldUntil(e.at()));
            case InteractionEvent.DigitsSent e -> new Talk(held, heldFor, Optional.of(e.request()), consult, monitor);
            case InteractionEvent.ConsultAsked e ->
                with(Optional.of(new Consult(e.offer(), e.agent(), Stage.ASKED, e.deadline(), e.at())));
            case InteractionEvent.ConsultOffered e -> at(Stage.RINGING, e.at());
            case InteractionEvent.PartyJoined e -> at(Stage.CONSULTING, e.at());
            case InteractionEvent.ConferenceStarted e -> at(Stage.CONFERENCE, e.at());
            case InteractionEvent.ConsultEnded _, InteractionEvent.PartyLeft _ -> alone();
            case InteractionEvent.MonitorStarted e ->
                heard(Optional.of(new Monitor(e.offer(), e.agent(), e.mode(), e.by(), false, e.at())));
            case InteractionEvent.MonitorJoined e -> heard(monitor.map(by -> by.in(by.mode(), true, e.at())));
            case InteractionEvent.MonitorChanged e ->
                heard(monitor.map(by -> by.in(e.mode(), by.joined(), by.since())));
            case InteractionEvent.MonitorEnded _ -> heard(Optional.empty());
        };
    }

    /** Nobody but customer and owner. */
    Talk alone() {
        return with(Optional.empty());
    }

    private Talk at(Stage stage, Instant since) {
        return with(consult.map(there -> there.at(stage, since)));
    }

    private Talk with(Optional<Consult> changed) {
        return new Talk(held, heldFor, digits, changed, monitor);
    }

    private Talk held(Optional<Hold> changed, Duration so) {
        return new Talk(changed, so, digits, consult, monitor);
    }

    private Talk heard(Optional<Monitor> changed) {
        return new Talk(held, heldFor, digits, consult, changed);
    }

    /** The supervisor by this offer, if one listens by it. */
    Optional<Monitor> monitor(OfferId offer) {
        return monitor.filter(there -> there.offer().equals(offer));
    }

    /** The consult by this offer, if it is under way. */
    Optional<Consult> consult(OfferId offer) {
        return consult.filter(there -> there.offer().equals(offer));
    }

    private Duration heldUntil(Instant at) {
        return held.map(hold -> heldFor.plus(Duration.between(hold.since(), at)))
                .orElse(heldFor);
    }

    /** As others may see it; {@code over}: when they ceased to talk. */
    InteractionView.Talking view(Optional<Instant> over) {
        return new InteractionView.Talking(
                held.filter(_ -> over.isEmpty()).map(hold -> new InteractionView.Held(hold.by(), hold.since())),
                over.map(this::heldUntil).orElse(heldFor),
                consult.map(there -> new InteractionView.Consulting(there.agent(), there.stage(), there.since())),
                monitor.filter(_ -> over.isEmpty())
                        .map(there -> new InteractionView.Monitored(there.by(), there.mode(), there.since())));
    }
}
