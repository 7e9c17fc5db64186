package io.cordboard.channels.chat;

import java.security.MessageDigest;
import java.util.Arrays;

/** Bytes that nobody may see: never part of a log line or a message. */
public final class Secret {

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code bytes}. */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    int length() {
        return bytes.length;
    }

    /** HMAC-SHA-256 of a text under this secret. */
    byte[] sign(String text) {
        return Signature.of(bytes, text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Secret[]";
    }
}
