package io.cordboard.node.api.interaction;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Where the ids of new interactions come from. */
final class InteractionIds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private InteractionIds() {}

    /** A new id: first the time, so that neighbours in time are neighbours in the database, then 80 random bits. */
    static InteractionId next(TenantId tenant, Instant now) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        HexFormat hex = HexFormat.of();
        return new InteractionId(tenant, 'i' + hex.toHexDigits(now.toEpochMilli(), 12) + hex.formatHex(random));
    }

    /** The id that belongs to an idempotency key: whoever repeats the key finds what it began. */
    static InteractionId of(TenantId tenant, String idempotencyKey) {
        return new InteractionId(tenant, 'k' + digest(tenant.value(), idempotencyKey));
    }

    /** 128 bits of SHA-256 over parts none of which can hold the separator but the last. */
    static String digest(String... parts) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every JDK has", e);
        }
    }
}
