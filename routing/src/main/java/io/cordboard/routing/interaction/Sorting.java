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
 * @param due why it is to be classified again now, if it is
 */
record Sorting(Optional<Classified> by, boolean byHand, int times, Optional<Cause> due) {

    /** After so many times its attributes may change, and it stays. */
    static final int MOST = 50;

    static Sorting of(Optional<Classified> by) {
        return new Sorting(by, false, 0, Optional.empty());
    }

    /** More is known of it while it waits. */
    Sorting changed() {
        return times >= MOST || due.isEmpty() && (by.isEmpty() || byHand)
                ? this
                : new Sorting(by, byHand, times + 1, due.or(() -> Optional.of(Cause.CHANGED)));
    }

    /** Its queue's policy asks for it. */
    Sorting asked() {
        return new Sorting(by, byHand, times + 1, Optional.of(Cause.EXCEPTION));
    }

    Sorting classified(Optional<Classified> now) {
        return new Sorting(now.or(() -> by), byHand && now.isEmpty(), times, Optional.empty());
    }

    /** It waits anew: what its queue wanted before is over. */
    Sorting elsewhere() {
        return new Sorting(by, byHand, times, due.filter(cause -> cause == Cause.CHANGED));
    }

    Sorting putByHand() {
        return new Sorting(by, true, times, due.filter(cause -> cause == Cause.EXCEPTION));
    }
}
