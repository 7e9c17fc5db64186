package io.cordboard.telephony.media.embedded;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a party's packets come from, and so where ours go to (RFC 4961): the address that it offered or, as long as nothing has come
 * from there, the first that anything came from, because behind a NAT a phone does not know its own. Once it is known nothing moves
 * it but another agreement, and, once, the offered address itself.
 *
 * <pre>
 *   expecting ──first source──► guessed ──offered address──► sure
 *       └───────────────────offered address──────────────────►┘
 * </pre>
 */
final class Latch {

    /** Whom to believe before the offered address itself was heard. */
    enum Guess {
        /** The first source, wherever it is. */
        ANY,
        /** The first source of the offered host, at any port. */
        HOST,
        /** Nobody. */
        NONE
    }

    private final Guess guess;
    private @Nullable InetSocketAddress offered;
    private @Nullable InetSocketAddress locked;
    private boolean sure;

    Latch(Guess guess) {
        this.guess = guess;
    }

    /** An agreement was made. The same address again changes nothing. */
    void expect(InetSocketAddress address) {
        if (!address.equals(offered)) {
            offered = address;
            locked = null;
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
        if (locked == null && mayBe(from, offered)) {
            locked = from;
        }
        return from.equals(locked);
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
