package io.cordboard.channels.chat;

import java.util.List;
import java.util.Optional;

/**
 * The keys that session tokens are signed with, the same on every node of a cluster: the first signs, all verify. To change
 * keys without ending a chat, put the new one first everywhere and drop the old one when its last token has expired.
 */
@FunctionalInterface
public interface TokenKeys {

    /** Never empty. Asked for each token, so it must be quick. */
    List<Key> keys();

    /**
     * A key and its name, which tokens carry.
     *
     * @param id 1 to 16 letters or digits
     * @param secret at least 32 random bytes
     */
    record Key(String id, Secret secret) {

        private static final int LEAST = 32;

        public Key {
            if (!id.matches("[A-Za-z0-9]{1,16}")) {
                throw new IllegalArgumentException(
                        "Expected a key id of 1 to 16 letters and digits, but got '" + id + "'");
            }
            if (secret.length() < LEAST) {
                throw new IllegalArgumentException(
                        "Expected a secret of at least " + LEAST + " bytes, but it has " + secret.length());
            }
        }
    }

    /** The one that signs. */
    default Key signing() {
        return keys().getFirst();
    }

    default Optional<Key> find(String id) {
        return keys().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** One key that never changes. */
    static TokenKeys of(String id, Secret secret) {
        List<Key> keys = List.of(new Key(id, secret));
        return () -> keys;
    }
}
