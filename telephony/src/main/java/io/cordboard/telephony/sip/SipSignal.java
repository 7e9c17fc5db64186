package io.cordboard.telephony.sip;

import java.util.Optional;

/** What a dialog's peer did. */
public sealed interface SipSignal {

    /** The phone rings: 180, or 183 with something to hear before the answer. */
    record Ringing(int status, Optional<String> sdp) implements SipSignal {}

    /** Answered with 200; the ACK is sent. */
    record Answered(String sdp) implements SipSignal {}

    /** Refused with a final status, or nothing came at all: then the status is 0. */
    record Refused(int status, String phrase) implements SipSignal {}

    /** The peer has acknowledged our answer; {@code sdp} if ours was the offer. */
    record Acknowledged(Optional<String> sdp) implements SipSignal {}

    /** The peer offers anew (re-INVITE or UPDATE): {@link SipLeg#accept} or {@link SipLeg#decline} it. */
    record Offered(String sdp) implements SipSignal {}

    /** A key was pressed (RFC 6086 INFO). */
    record Pressed(char digit) implements SipSignal {}

    /** The peer sends the other side elsewhere (REFER): {@link SipLeg#refer} answers. */
    record Referred(Referral to) implements SipSignal {}

    /** The peer ended it: BYE, or CANCEL before an answer. */
    record HungUp() implements SipSignal {}

    /** It is over though the peer has not said so: no ACK came, the session was not refreshed, or the peer is not there. */
    record Lost(String why) implements SipSignal {}
}
