package io.cordboard.telephony.sip;

import io.cordboard.routing.line.SipCredentials;
import java.util.Optional;

/** A call that comes in, before it is known whose it is. */
public interface Arriving extends SipLeg {

    /** Who of a realm the caller says to be; empty if the caller does not say. */
    Optional<String> claims(String realm);

    /** Whether the caller has proven to be the user of these, now and for this call. */
    boolean proves(SipCredentials credentials);

    /** Asks the caller to prove who it is, and to call again with that (401). */
    void challenge(String realm);
}
