package io.cordboard.telephony.line;

import io.cordboard.routing.line.SipCredentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * With what a page registers an agent's phone for a while, and does not learn the lasting secret. It follows from what is kept of that
 * secret and from when it ends, so that any node knows it without having been told; with another secret it is another.
 */
public record PhoneToken(String user, String secret, Instant expires) {

    private static final String UNTIL = "until-";
    private static final Pattern USER = Pattern.compile(UNTIL + "([0-9]{1,11})");

    /** @param phone what is kept of the phone's lasting secret */
    public static PhoneToken of(SipCredentials phone, Instant expires) {
        String user = UNTIL + expires.getEpochSecond();
        return new PhoneToken(user, secret(phone, user), Instant.ofEpochSecond(expires.getEpochSecond()));
    }

    /** The phone's token of that user; empty if there is none such, or it has expired. */
    public static Optional<PhoneToken> of(SipCredentials phone, String user, Instant now) {
        Matcher named = USER.matcher(user);
        return named.matches()
                ? Optional.of(of(phone, Instant.ofEpochSecond(Long.parseLong(named.group(1)))))
                        .filter(token -> now.isBefore(token.expires()))
                : Optional.empty();
    }

    /** What is to be proven to register with it. */
    public SipCredentials credentials(String realm) {
        return SipCredentials.of(user, realm, secret);
    }

    /** Without the secret, for logs. */
    @Override
    public String toString() {
        return "PhoneToken[" + user + ']';
    }

    private static String secret(SipCredentials phone, String user) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(phone.sha256().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            byte[] code = mac.doFinal(("phone-token:" + user).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
