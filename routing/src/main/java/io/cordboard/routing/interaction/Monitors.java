package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.InteractionEvent.MonitorChanged;
import io.cordboard.routing.interaction.InteractionEvent.MonitorEnded;
import io.cordboard.routing.interaction.InteractionEvent.MonitorJoined;
import io.cordboard.routing.interaction.InteractionEvent.MonitorStarted;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules of a supervisor who listens to a call. It takes nobody's capacity, and never makes an owner. */
final class Monitors {

    private final WithAgent state;
    private final Optional<Talk.Monitor> monitor;

    Monitors(WithAgent state) {
        this.state = state;
        this.monitor = state.talk().monitor();
    }

    // What the supervisor does

    Decision<InteractionEvent> monitor(InteractionCommand.Monitor c, Instant now) {
        if (c.by().role() != Party.Role.SUPERVISOR) {
            return refuse(Refusal.NOT_HELD, "Expected a supervisor, but got " + c.by().name());
        }
        boolean talks = c.agent().equals(state.agent())
                || state.talk()
                        .consult()
                        .filter(there -> there.agent().equals(c.agent()))
                        .isPresent();
        if (talks) {
            return refuse(
                    Refusal.INVALID,
                    "Expected one who does not talk, but " + c.agent().name() + " does");
        }
        if (monitor.isEmpty()) {
            // Of one interaction no two begin in the same millisecond.
            OfferId offer = OfferId.of(state.story().interaction(), "monitor-" + now.toEpochMilli());
            Instant deadline = now.plus(state.terms().deadline());
            return accept(new MonitorStarted(offer, c.agent(), c.mode(), c.by(), deadline, now));
        }
        Talk.Monitor there = monitor.get();
        if (!there.agent().equals(c.agent())) {
            return refuse(
                    Refusal.WRONG_PHASE,
                    "Expected nobody who listens, but " + there.by().name() + " does");
        }
        return there.mode() == c.mode()
                ? unchanged()
                : accept(new MonitorChanged(there.offer(), there.agent(), c.mode(), c.by(), now));
    }

    Decision<InteractionEvent> end(Party by, Instant now) {
        return by.role() == Party.Role.SUPERVISOR
                ? accept(over(by, Optional.empty(), now))
                : refuse(Refusal.NOT_HELD, "Expected a supervisor, but got " + by.name());
    }

    // What the supervisor's phone does; empty, if it is another's

    Optional<Decision<InteractionEvent>> accepted(InteractionCommand.Accept c, Instant now) {
        return state.talk()
                .monitor(c.offer())
                .filter(there -> there.agent().equals(c.agent()))
                .map(there -> there.joined() ? unchanged() : accept(new MonitorJoined(c.offer(), c.agent(), now)));
    }

    Optional<Decision<InteractionEvent>> ended(InteractionCommand.EndOffer c, Instant now) {
        return state.talk().monitor(c.offer()).map(there -> {
            String why = c.why().orElse(c.outcome().name().toLowerCase(Locale.ROOT));
            return accept(over(there.by(), Optional.of(why), now));
        });
    }

    Optional<Decision<InteractionEvent>> lost(InteractionCommand.LoseAgent c, Instant now) {
        return state.talk().monitor(c.offer()).map(there -> accept(over(there.by(), Optional.of("lost"), now)));
    }

    Optional<Decision<InteractionEvent>> left(InteractionCommand.Leave c, Instant now) {
        return monitor.filter(there -> there.agent().equals(c.agent()))
                .map(there -> accept(over(there.by(), Optional.empty(), now)));
    }

    /** The owner goes, and with them whoever listened. */
    List<InteractionEvent> leaving(Instant now) {
        return over(Party.SYSTEM, Optional.of("call-over"), now);
    }

    private List<InteractionEvent> over(Party by, Optional<String> why, Instant now) {
        return monitor.<List<InteractionEvent>>map(
                        there -> List.of(new MonitorEnded(there.offer(), there.agent(), why, by, now)))
                .orElse(List.of());
    }
}
