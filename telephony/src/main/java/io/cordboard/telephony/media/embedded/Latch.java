package io.cordboard.telephony.media.embedded;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a party's packets come from, and so where ours go to (RFC 4961): the address that it offered or, as long as nothing has come
 * from there, the first that talks convincingly, because behind a NAT a phone does not know its own. Once it is known nothing moves
 * it but another agreement, and, once, the offered address itself.
 *
 * <pre>
 *   expecting ──some in a row──► guessed ──offered address──► sure
 *       └───────────────────offered address──────────────────►┘
 * </pre>
 */
final class Latch {

    /** Whom to believe before the offered address itself was heard. */
    enum Guess {
        /** The first source that convinces, wherever it is. */
        ANY,
        /** The first of the offered host, at any port. */
        HOST,
        /** Nobody. */
        NONE
    }

    private final Guess guess;
    private final int convincing;
    private @Nullable InetSocketAddress offered;
    private @Nullable InetSocketAddress locked;
    private boolean sure;
    private @Nullable InetSocketAddress candidate;
    private int nextSequence;
    private int inARow;

    /** Believes another than the offered address after so many packets that follow on each other. */
    Latch(Guess guess, int convincing) {
        this.guess = guess;
        this.convincing = convincing;
    }

    /** An agreement was made. The same address again changes nothing. */
    void expect(InetSocketAddress address) {
        if (!address.equals(offered)) {
            offered = address;
            locked = null;
            candidate = null;
            sure = false;
        }
    }

    /** Whether a packet from there is the party's. */
    boolean accepts(InetSocketAddress from) {
        if (offered == null) {
            return false;
        }
        if (sure) {
            return from.equals(locked);
        }
        if (from.equals(offered)) {
            locked = offered;
            sure = true;
            return true;
        }
        return from.equals(locked);
    }

    /** Whether what is not {@link #accepts accepted} is the party's after all. Sequence numbers are those of RTP. */
    boolean convinces(InetSocketAddress from, int sequence) {
        if (offered == null || locked != null || !mayBe(from, offered)) {
            return false;
        }
        inARow = from.equals(candidate) && sequence == nextSequence ? inARow + 1 : 1;
        candidate = from;
        nextSequence = sequence + 1 & 0xFFFF;
        if (inARow >= convincing) {
            locked = from;
        }
        return locked != null;
    }

    private boolean mayBe(InetSocketAddress from, InetSocketAddress address) {
        return switch (guess) {
            case ANY -> true;
            case HOST -> from.getAddress().equals(address.getAddress());
            case NONE -> false;
        };
    }

    /** Where to send, if anybody is expected at all. */
    @Nullable
    InetSocketAddress target() {
        return locked != null ? locked : offered;
    }
}
