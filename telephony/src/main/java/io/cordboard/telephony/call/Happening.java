package io.cordboard.telephony.call;

import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.telephony.sip.SipSignal;
import java.util.Optional;

/** What happens to a call, from whichever side. */
sealed interface Happening {

    /** Routing asks. */
    record Asked(LegRequest request) implements Happening {}

    /** Routing has recorded what was reported; or does not want to know, and why. */
    record Reported(LegReport report, Optional<Refusal> refusal) implements Happening {}

    /** The flow that guides the customer has something to report. */
    record Guided(LegReport report) implements Happening {}

    /** The customer's phone. */
    record Customer(SipSignal signal) implements Happening {}

    /** A phone of an agent. */
    record Phone(PhoneKey phone, SipSignal signal) implements Happening {}

    /** A key of a phone was pressed, however it came; empty is the customer's. */
    record Pressed(Optional<PhoneKey> phone, char digit) implements Happening {

        /** Without the digit, for logs. */
        @Override
        public String toString() {
            return "Pressed[" + phone + ']';
        }
    }

    /** So many phones of the agent ring for the offer from now on. */
    record Rung(OfferId offer, int phones) implements Happening {}

    /** The agent's phones do not ring for offers, but only once the agent has taken one. */
    record NotRung(OfferId offer) implements Happening {}

    /** Nothing is heard of a party for long; empty is the customer. */
    record Silent(Optional<PhoneKey> phone) implements Happening {}

    record HeardAgain(Optional<PhoneKey> phone) implements Happening {}

    /** The media server cannot do what a party needs to be heard; empty is the customer. */
    record Unheard(Optional<PhoneKey> phone, int status) implements Happening {}

    /** An offer has lasted too long in the way that it was when the timer was set. */
    record Overdue(OfferId offer, Deed.Limit limit) implements Happening {}

    /** What is said cannot be recorded, or not any longer. */
    record Unrecorded(RecordingId recording, String why) implements Happening {}

    /** Whereto the agent's phone sends the customer is known. */
    record Destined(PhoneKey phone, Destination to) implements Happening {}

    /** Nothing more is told of the interaction, or the node is being stopped. */
    record Forsaken() implements Happening {}
}
