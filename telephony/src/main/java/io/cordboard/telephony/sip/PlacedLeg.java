package io.cordboard.telephony.sip;

import java.time.Duration;
import java.util.Optional;

/** A leg of ours that calls: what is done with one that has come in is not done with it. */
public interface PlacedLeg extends SipLeg {

    @Override
    default void ring(Optional<String> sdp) {
        throw new UnsupportedOperationException("Expected an incoming call to ring, but this is an outgoing one");
    }

    @Override
    default void answer(String sdp) {
        throw new UnsupportedOperationException("Expected an incoming call to answer, but this is an outgoing one");
    }

    @Override
    default void refuse(int status, Optional<Duration> retryAfter) {
        hangUp();
    }
}
