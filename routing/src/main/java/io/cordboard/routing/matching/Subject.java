package io.cordboard.routing.matching;

import org.jspecify.annotations.Nullable;

/** Something because of which a decision may be possible; see {@link Frontier}. */
sealed interface Subject permits Entry, Seat, DemandClass {

    /** Its latest probe, which makes every earlier one void. */
    @Nullable
    Probe probe();

    void probe(@Nullable Probe probe);
}
