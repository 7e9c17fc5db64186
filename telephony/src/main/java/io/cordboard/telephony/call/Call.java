package io.cordboard.telephony.call;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import io.cordboard.routing.interaction.OfferId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a call stands between its customer's phone, its agents' phones and routing. A value: what follows from what happens is
 * {@linkplain Turn decided} without a clock, a socket or an actor.
 *
 * <pre>
 *  the customer's line      INVITED ── Wait: 200, music ──► UP ── BYE, Disconnect ──► GONE ── all reported ──► (finished)
 *                              └───────── CANCEL, refused, Disconnect ──────────────────┘
 *
 *  an agent's phones        (asked) ── Ring ──► ringing ── 200: Answered ──► talking ── Connect ──► joined
 *                                                  └─ refused: Busy, Declined ...         └─ TAKEN, OFFER_OVER: BYE
 * </pre>
 *
 * @param asked who is asked or talks, by offer
 * @param served the offer by which an agent owns the interaction
 * @param party the offer by which a further agent is in the call
 * @param listener who listens without being of it
 * @param outer who outside is called, or talks to the customer
 * @param guided whether a flow guides the customer
 * @param held whether the customer is on hold
 * @param reports how many have not been taken note of
 * @param admitted whether routing knows of the call
 */
record Call(
        InteractionId id,
        Line line,
        Map<OfferId, Asking> asked,
        Optional<OfferId> served,
        Optional<OfferId> party,
        Optional<Listener> listener,
        Optional<Outer> outer,
        boolean guided,
        boolean held,
        int reports,
        boolean admitted) {

    /** The customer's line. */
    enum Line {
        INVITED,
        UP,
        GONE
    }

    /** A supervisor, by the offer under which the phone rings. */
    record Listener(OfferId offer, Mode mode) {}

    /** Somebody outside, by the name of the call, and whether they talk. */
    record Outer(OfferId call, boolean talking) {

        PhoneKey phone() {
            return new PhoneKey(call, 0);
        }
    }

    /** What follows from a happening. */
    record Step(Call call, List<Deed> deeds) {}

    Call {
        asked = Map.copyOf(asked);
    }

    /** One that has just come in and is being reported. */
    static Call arriving(InteractionId id) {
        return new Call(
                id,
                Line.INVITED,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                1,
                false);
    }

    Step on(Happening happening) {
        return new Turn(this).take(happening);
    }
}
