package io.cordboard.node.api.security;

import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An API key as its holder presents it: {@code cbk_tenant~id~secret}. It names its tenant and itself so that it is found
 * without an index of secrets; the secret is 256 random bits, of which only the hash is kept.
 */
public final class PresentedKey {

    public static final String PREFIX = "cbk_";

    private static final int SECRET_BYTES = 32;
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TenantId tenant;
    private final String id;
    private final String secret;

    private PresentedKey(TenantId tenant, String id, String secret) {
        this.tenant = tenant;
        this.id = LocalName.require("a key id", id);
        this.secret = secret;
    }

    /** A new key. {@link #text} is shown to its holder, once; {@link #hash} is kept. */
    public static PresentedKey generate(TenantId tenant, String id) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new PresentedKey(
                tenant, id, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The id of the key that is issued for an idempotency key: whoever repeats it finds the one that was issued. */
    public static String idOf(TenantId tenant, String idempotencyKey) {
        return "key-" + HexFormat.of().formatHex(sha256(tenant.value() + '\n' + idempotencyKey), 0, 16);
    }

    /** Reads what {@link #text} gives; empty if it is anything else. */
    public static Optional<PresentedKey> parse(String text) {
        String[] parts =
                text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("~", -1) : new String[0];
        if (parts.length != 3 || !SECRET.matcher(parts[2]).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PresentedKey(new TenantId(parts[0]), parts[1], parts[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public TenantId tenant() {
        return tenant;
    }

    public String id() {
        return id;
    }

    /** What the holder sends. */
    public String text() {
        return PREFIX + tenant + '~' + id + '~' + secret;
    }

    /** SHA-256 in lower-case hex: with 256 random bits, a slow hash would add nothing. */
    public String hash() {
        return HexFormat.of().formatHex(sha256(secret));
    }

    /** Whether {@code storedHash} is of this key; takes as long for a near miss as for a far one. */
    public boolean matches(String storedHash) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), storedHash.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every JDK has", e);
        }
    }

    /** Without the secret, for logs. */
    @Override
    public String toString() {
        return PREFIX + tenant + '~' + id + "~...";
    }
}
