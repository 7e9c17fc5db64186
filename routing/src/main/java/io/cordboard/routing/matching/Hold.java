package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionId;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel keeps of a proposal until it hears how it went: the agent's capacity, and one of the interaction's offers.
 * It is due when both lapse.
 */
final class Hold extends Timed {

    final InteractionId interaction;
    final Medium medium;
    final Seat seat;

    /** The interaction, while it waits. */
    @Nullable
    Entry entry;

    /** The part of its queue's score that the agent is of, where the queue goes by shares. */
    int part = Shares.NONE;

    /** What the parts were owed then. */
    Shares.@Nullable Owed owed;

    /** Whether it takes capacity beside what the agent itself counts. */
    boolean takesCapacity = true;

    Hold(Entry entry, Seat seat) {
        this(entry.waiting().interaction(), entry.waiting().medium(), seat);
        this.entry = entry;
    }

    /** For one that waits no more. */
    Hold(InteractionId interaction, Medium medium, Seat seat) {
        this.interaction = interaction;
        this.medium = medium;
        this.seat = seat;
    }
}
