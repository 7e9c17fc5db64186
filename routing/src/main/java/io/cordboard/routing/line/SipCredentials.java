package io.cordboard.routing.line;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is kept of the secret with which a phone or a trunk proves who it is by digest: H(user:realm:secret), which is as good as the
 * secret within this realm and useless elsewhere.
 *
 * @param md5 RFC 2617, in lower-case hex
 * @param sha256 RFC 8760, in lower-case hex
 */
public record SipCredentials(String user, String realm, String md5, String sha256) {

    private static final Pattern USER = Pattern.compile("[^:\"\\\\\\p{Cntrl}]{1,64}");
    private static final Pattern REALM = Pattern.compile("[A-Za-z0-9.-]{1,253}");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public SipCredentials {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("Expected a user of 1 to 64 characters, none of them : \" or \\");
        }
        if (!REALM.matcher(realm).matches()) {
            throw new IllegalArgumentException("Expected a domain as realm, but got '" + realm + '\'');
        }
        if (!MD5.matcher(md5).matches() || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("Expected digests of 32 and of 64 hex digits");
        }
    }

    public static SipCredentials of(String user, String realm, String secret) {
        byte[] text = (user + ':' + realm + ':' + secret).getBytes(StandardCharsets.UTF_8);
        return new SipCredentials(user, realm, hex("MD5", text), hex("SHA-256", text));
    }

    /** Without what would prove anything: this ends up in logs. */
    @Override
    public String toString() {
        return "SipCredentials[" + user + '@' + realm + ']';
    }

    private static String hex(String algorithm, byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
