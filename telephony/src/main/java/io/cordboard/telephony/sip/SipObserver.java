package io.cordboard.telephony.sip;

/** Told what SIP does, for metrics. Called on the stack's threads. */
public interface SipObserver {

    SipObserver NONE = new SipObserver() {};

    /** A request was refused with {@code status}. */
    default void refused(String method, int status) {}

    /** A message was not answered, because its source sends too much. */
    default void flooded() {}

    /** A dialog was begun or is over; so many are open now. */
    default void dialogs(int open) {}

    /** An agent's phone registered or was removed; {@code outcome} is registered, removed or refused. */
    default void registration(String outcome) {}
}
