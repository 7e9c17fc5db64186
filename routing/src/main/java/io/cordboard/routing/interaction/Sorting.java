package io.cordboard.routing.interaction;

import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.interaction.InteractionEvent.Reclassified.Cause;
import java.util.Optional;

/**
 * What an interaction remembers of its classification.
 *
 * @param by how it was classified last, if it was
 * @param byHand whether somebody has put it where it is, or changed what it asks for, since
 * @param times how often it was to be classified again
 * @param changed whether it is to be classified again because more is known of it
 * @param asked whether it is because its queue's policy asks for it
 */
record Sorting(Optional<Classified> by, boolean byHand, int times, boolean changed, boolean asked) {

    /** After so many times its attributes may change, and it stays. */
    static final int MOST = 50;

    static Sorting of(Optional<Classified> by) {
        return new Sorting(by, false, 0, false, false);
    }

    /** Why it is to be classified again now, if it is; one answer is enough for both. */
    Optional<Cause> due() {
        return asked ? Optional.of(Cause.EXCEPTION) : changed ? Optional.of(Cause.CHANGED) : Optional.empty();
    }

    /** More is known of it while it waits. */
    Sorting more() {
        boolean follows = by.isPresent() && !byHand;
        return times >= MOST || !asked && !follows ? this : new Sorting(by, byHand, times + 1, follows, asked);
    }

    /** Its queue's policy asks for it. */
    Sorting exception() {
        return new Sorting(by, byHand, times + 1, changed, true);
    }

    Sorting classified(Optional<Classified> now) {
        return new Sorting(now.or(() -> by), byHand && now.isEmpty(), times, false, false);
    }

    /** It waits anew: what its queue wanted before is over. */
    Sorting elsewhere() {
        return new Sorting(by, byHand, times, changed, false);
    }

    Sorting putByHand() {
        return new Sorting(by, true, times, false, asked);
    }
}
