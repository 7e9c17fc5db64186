package io.cordboard.channels.chat;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tenant's word that somebody is a certain customer of theirs: {@code EXPIRES.HEX}, where HEX is the HMAC-SHA-256 of
 * {@code CUSTOMER "\n" EXPIRES} under the tenant's identity secret. The tenant's own server makes it.
 */
final class IdentityProof {

    private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,11})\\.([0-9a-fA-F]{64})");

    private IdentityProof() {}

    static String make(Secret secret, String customer, Instant expires) {
        return expires.getEpochSecond() + "."
                + HexFormat.of().formatHex(hash(secret, customer, expires.getEpochSecond()));
    }

    static boolean holds(Secret secret, String customer, String proof, Instant now) {
        Matcher shape = SHAPE.matcher(proof);
        if (!shape.matches()) {
            return false;
        }
        long expires = Long.parseLong(shape.group(1));
        byte[] claimed = HexFormat.of().parseHex(shape.group(2));
        return MessageDigest.isEqual(hash(secret, customer, expires), claimed) && now.getEpochSecond() < expires;
    }

    private static byte[] hash(Secret secret, String customer, long expires) {
        return secret.sign(customer + "\n" + expires);
    }
}
