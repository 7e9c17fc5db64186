package io.cordboard.routing.interaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What goes on beside the assignment while an agent and a customer talk.
 *
 * @param held whether the customer is on hold
 * @param heldFor for how long the customer was on hold before
 * @param digits the latest request to send some
 */
record Talk(Optional<Hold> held, Duration heldFor, Optional<String> digits) {

    static final Talk BEGUN = new Talk(Optional.empty(), Duration.ZERO, Optional.empty());

    /** The customer hears music. */
    record Hold(Party by, Instant since) {}

    Talk after(InteractionEvent.InCall event) {
        return switch (event) {
            case InteractionEvent.Held e -> new Talk(Optional.of(new Hold(e.by(), e.at())), heldFor, digits);
            case InteractionEvent.Resumed e -> new Talk(Optional.empty(), heldUntil(e.at()), digits);
            case InteractionEvent.DigitsSent e -> new Talk(held, heldFor, Optional.of(e.request()));
        };
    }

    private Duration heldUntil(Instant at) {
        return held.map(hold -> heldFor.plus(Duration.between(hold.since(), at)))
                .orElse(heldFor);
    }

    /** As others may see it; {@code over}: when they ceased to talk. */
    InteractionView.Talking view(Optional<Instant> over) {
        return new InteractionView.Talking(
                held.filter(_ -> over.isEmpty()).map(hold -> new InteractionView.Held(hold.by(), hold.since())),
                over.map(this::heldUntil).orElse(heldFor));
    }
}
