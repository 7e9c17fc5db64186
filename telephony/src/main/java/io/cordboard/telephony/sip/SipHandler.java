package io.cordboard.telephony.sip;

/** What is done with calls that come in. Called on the stack's threads, which must not be held up. */
@FunctionalInterface
public interface SipHandler {

    /** Somebody calls, and has been told that it is being tried. */
    void invited(Invite invite, Arriving leg);
}
