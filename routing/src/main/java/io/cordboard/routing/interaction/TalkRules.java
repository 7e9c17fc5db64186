package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import java.time.Instant;
import java.util.regex.Pattern;

/** What may be done while an agent and a customer talk. */
final class TalkRules {

    // RFC 4733 §3.2, table 3
    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-D]{1,32}");

    private final WithAgent state;
    private final Consults consults;

    TalkRules(WithAgent state) {
        this.state = state;
        this.consults = new Consults(state);
    }

    Decision<InteractionEvent> decide(InteractionCommand.InCall command, Instant now) {
        if (!state.story().contact().medium().equals(Medium.VOICE)) {
            return refuse(
                    Refusal.INVALID,
                    "Expected a call, but " + state.story().interaction() + " is a "
                            + state.story().contact().medium());
        }
        if (command.by().role() == Party.Role.AGENT && !command.by().is(state.agent())) {
            return refuse(
                    Refusal.NOT_HELD,
                    "Expected the agent who owns it, but it is with "
                            + state.agent().name());
        }
        Talk talk = state.talk();
        return switch (command) {
            case InteractionCommand.Hold c ->
                talk.held().isPresent() ? unchanged() : accept(new InteractionEvent.Held(c.by(), now));
            case InteractionCommand.Resume c -> talk.held().isEmpty() ? unchanged() : consults.resume(c.by(), now);
            case InteractionCommand.SendDigits c -> digits(talk, c, now);
            case InteractionCommand.Consult c -> consults.begin(c, now);
            case InteractionCommand.Confer c -> consults.confer(c, now);
            case InteractionCommand.EndConsult c -> consults.end(c.by(), now);
            case InteractionCommand.HandOver c -> consults.handOver(c.by(), now);
            case InteractionCommand.Monitor c -> new Monitors(state).monitor(c, now);
            case InteractionCommand.EndMonitor c -> new Monitors(state).end(c.by(), now);
        };
    }

    private static Decision<InteractionEvent> digits(Talk talk, InteractionCommand.SendDigits c, Instant now) {
        if (talk.digits().filter(c.request()::equals).isPresent()) {
            return refuse(Refusal.ALREADY_EXISTS, "Expected digits that were not sent yet, but these were");
        }
        return DIGITS.matcher(c.digits()).matches()
                ? accept(new InteractionEvent.DigitsSent(c.request(), c.digits().length(), c.by(), now))
                : refuse(Refusal.INVALID, "Expected 1 to 32 digits of 0-9, *, # and A-D, but got something else");
    }
}
