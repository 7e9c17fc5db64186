package io.cordboard.telephony.call;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.telephony.sip.Referral;
import java.util.Optional;

/** What a call does next. */
sealed interface Deed {

    /** For how long a phone may stay in a state. */
    enum Limit {
        /** Ringing, though nobody says that the offer is over. */
        RING,
        /** Answered, without having been joined to the customer. */
        JOIN
    }

    record Report(LegReport report) implements Deed {}

    record AnswerCustomer() implements Deed {}

    /** {@code again}: whether the caller may well try again soon. */
    record RefuseCustomer(int status, boolean again) implements Deed {}

    record HangUpCustomer() implements Deed {}

    /** The flow guides the customer, until a {@link Sound} has the customer in it. */
    record Guide(io.cordboard.routing.interaction.Guide by) implements Deed {}

    /** The customer has pressed a key, for the flow. */
    record Key(char digit) implements Deed {}

    /** The customer waits, and is told from time to time how things stand in line. */
    record Attend() implements Deed {}

    /** Find the agent's phones and let them ring; {@code taken}: the agent has taken it already, and wants to talk. */
    record Ring(OfferId offer, AgentId agent, boolean taken) implements Deed {}

    /** Call this number outside. */
    record Dial(OfferId call, String number, Optional<String> callerId) implements Deed {

        PhoneKey phone() {
            return new PhoneKey(call, 0);
        }
    }

    /** The phone has answered with this description. */
    record Describe(PhoneKey phone, String sdp) implements Deed {}

    /** The customer has answered our offer with this description. */
    record DescribeCustomer(String sdp) implements Deed {}

    /** Let all hear whom they hear now. */
    record Sound(Scene scene) implements Deed {}

    /** Send digits to a phone; empty is the customer's. */
    record Press(Optional<PhoneKey> to, String digits) implements Deed {

        /** Without the digits, for logs. */
        @Override
        public String toString() {
            return "Press[" + digits.length() + ']';
        }
    }

    record HangUp(PhoneKey phone) implements Deed {}

    /** Answer what a phone offers anew; empty is the customer's. */
    record Agree(Optional<PhoneKey> phone, String sdp) implements Deed {}

    /** Find out whereto the agent's phone sends the customer. */
    record LookUp(PhoneKey phone, AgentId by, Referral to) implements Deed {}

    /** Answer a REFER of a phone, or say what came of it; empty is the customer's. */
    record AnswerReferral(Optional<PhoneKey> phone, int status) implements Deed {}

    /** Be told if the offer is still like that after the time that the limit has. */
    record Limited(OfferId offer, Limit limit) implements Deed {}

    /** Whether the customer counts as there. */
    record Presence(boolean there) implements Deed {}

    /** Do about the recording what routing asks. */
    record Recording(LegRequest.Recording request) implements Deed {}

    /** All is over and reported: close the room, and forget. */
    record Finish() implements Deed {}
}
