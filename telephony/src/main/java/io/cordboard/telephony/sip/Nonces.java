package io.cordboard.telephony.sip;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/**
 * The nonces that this node has given out, for a while: each count of each is taken once, so that nobody can repeat what another has
 * proven. One of another node is as good as one that has expired: the phone is told a new one and tries again by itself.
 */
final class Nonces {

    static final Duration LIFE = Duration.ofMinutes(5);
    private static final int MOST = 200_000;

    private static final class Given {
        private final long at;
        private int count;

        private Given(long at) {
            this.at = at;
        }
    }

    private final SecureRandom random;
    private final LongSupplier nanos;
    private final LinkedHashMap<String, Given> given = new LinkedHashMap<>();

    Nonces(SecureRandom random, LongSupplier nanos) {
        this.random = random;
        this.nanos = nanos;
    }

    String next() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        synchronized (given) {
            given.put(nonce, new Given(nanos.getAsLong()));
            if (given.size() > MOST) {
                given.pollFirstEntry();
            }
        }
        return nonce;
    }

    /** Whether the nonce is of now, and this count of it has not been used. */
    boolean take(String nonce, int count) {
        synchronized (given) {
            Given known = given.get(nonce);
            if (known == null || nanos.getAsLong() - known.at > LIFE.toNanos()) {
                return false;
            }
            if (count <= known.count) {
                return false;
            }
            known.count = count;
            return true;
        }
    }
}
