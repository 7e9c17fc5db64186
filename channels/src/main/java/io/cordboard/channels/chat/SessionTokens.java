package io.cordboard.channels.chat;

import io.cordboard.routing.interaction.InteractionId;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Session tokens: whoever holds one is the customer of one chat of one tenant until it expires. Nothing is kept of them; any
 * node can tell a real one by its signature. Written {@code KEY.PAYLOAD.SIGNATURE}, where the payload is
 * {@code EXPIRES tenant/interaction} in base64url.
 */
final class SessionTokens {

    private static final int MAX_LENGTH = 400;
    /** Keeps these signatures apart from others under the same key. */
    private static final String PURPOSE = "chat-session\n";

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final TokenKeys keys;
    private final Duration life;

    SessionTokens(TokenKeys keys, Duration life) {
        this.keys = keys;
        this.life = life;
    }

    /** A token and when it expires. */
    record Issued(String token, Instant expires) {}

    Issued issue(InteractionId chat, Instant now) {
        Instant expires = Instant.ofEpochSecond(now.plus(life).getEpochSecond());
        TokenKeys.Key key = keys.signing();
        String payload = ENCODER.encodeToString(
                (expires.getEpochSecond() + " " + chat).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String signed = key.id() + '.' + payload;
        return new Issued(signed + '.' + ENCODER.encodeToString(signature(key, signed)), expires);
    }

    /** The chat that the token is for. A forged token, an expired one and nonsense are told apart by nobody. */
    Optional<InteractionId> verify(String token, Instant now) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        if (token.length() > MAX_LENGTH || first < 1 || last <= first) {
            return Optional.empty();
        }
        String signed = token.substring(0, last);
        try {
            byte[] claimed = DECODER.decode(token.substring(last + 1));
            boolean genuine = keys.find(token.substring(0, first))
                    .filter(key -> MessageDigest.isEqual(signature(key, signed), claimed))
                    .isPresent();
            return genuine ? chat(token.substring(first + 1, last), now) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<InteractionId> chat(String encoded, Instant now) {
        String payload = new String(DECODER.decode(encoded), java.nio.charset.StandardCharsets.UTF_8);
        int space = payload.indexOf(' ');
        if (space < 1) {
            return Optional.empty();
        }
        try {
            Instant expires = Instant.ofEpochSecond(Long.parseLong(payload.substring(0, space)));
            return now.isBefore(expires)
                    ? Optional.of(InteractionId.of(payload.substring(space + 1)))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** An id that only those who know the key can compute, so that a repeated request leads to the same chat. */
    String derivedName(String request) {
        byte[] hash = keys.signing().secret().sign("chat-id\n" + request);
        return "c-" + java.util.HexFormat.of().formatHex(hash, 0, 14);
    }

    private static byte[] signature(TokenKeys.Key key, String signed) {
        return key.secret().sign(PURPOSE + signed);
    }
}
