package io.cordboard.telephony.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One dialog with a phone or a trunk, from INVITE to BYE. Called from any thread; nothing blocks or fails, and what cannot be done any
 * more is left undone.
 */
public interface SipLeg {

    /** Who is told what the peer does, on the stack's threads and one signal at a time; what came before is told at once. */
    void follow(Consumer<SipSignal> ears);

    /** The caller hears that it rings, or with {@code sdp} something before the answer. */
    void ring(Optional<String> sdp);

    /** Answers the INVITE. */
    void answer(String sdp);

    /** Refuses the INVITE. */
    void refuse(int status, Optional<Duration> retryAfter);

    /** Answers what was {@linkplain SipSignal.Offered offered} in the dialog. */
    void accept(String sdp);

    /** Refuses what was offered in the dialog, which stays as it was. */
    void decline(int status);

    /**
     * Answers a {@linkplain SipSignal.Referred REFER}: 202, and later what came of it, which the peer is notified of; or a refusal. Where
     * none is open, nothing is done.
     */
    void refer(int status);

    /** Ends it in whatever way its state asks for: a refusal, CANCEL or BYE. Told to nobody. */
    void hangUp();
}
