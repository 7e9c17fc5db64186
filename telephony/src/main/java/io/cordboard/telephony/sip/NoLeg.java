package io.cordboard.telephony.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Of a call that could not be placed. */
enum NoLeg implements SipLeg {
    NONE;

    @Override
    public void follow(Consumer<SipSignal> ears) {}

    @Override
    public void ring(Optional<String> sdp) {}

    @Override
    public void answer(String sdp) {}

    @Override
    public void refuse(int status, Optional<Duration> retryAfter) {}

    @Override
    public void accept(String sdp) {}

    @Override
    public void decline(int status) {}

    @Override
    public void refer(int status) {}

    @Override
    public void hangUp() {}
}
