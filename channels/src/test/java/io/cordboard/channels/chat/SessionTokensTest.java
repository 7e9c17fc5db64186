package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.interaction.InteractionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final InteractionId CHAT = InteractionId.of("acme/c-1");
    private static final TokenKeys.Key OLD = key("old", 'o');
    private static final TokenKeys.Key NEW = key("new", 'n');

    private final SessionTokens tokens = new SessionTokens(() -> List.of(OLD), Duration.ofHours(1));

    private static TokenKeys.Key key(String id, char fill) {
        return new TokenKeys.Key(id, Secret.of(String.valueOf(fill).repeat(32).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void tokenNamesItsChatUntilItExpires() {
        SessionTokens.Issued issued = tokens.issue(CHAT, NOW);

        assertThat(tokens.verify(issued.token(), NOW)).contains(CHAT);
        assertThat(tokens.verify(issued.token(), issued.expires().minusMillis(1)))
                .contains(CHAT);
        assertThat(tokens.verify(issued.token(), issued.expires())).isEmpty();
    }

    @Test
    void changedTokenIsWorthNothing() {
        String token = tokens.issue(CHAT, NOW).token();

        for (int at = 0; at < token.length(); at++) {
            // The last character of each part of base64 may hold bits that mean nothing, so several others are tried.
            for (char other : new char[] {'A', 'q', '.', ' '}) {
                String forged = token.substring(0, at) + other + token.substring(at + 1);
                if (at != token.length() - 1 && !forged.equals(token)) {
                    assertThat(tokens.verify(forged, NOW)).as(forged).isEmpty();
                }
            }
        }
    }

    @Test
    void tokenOfAnotherChatOrLifeCannotBeMadeWithoutTheKey() {
        String token = tokens.issue(CHAT, NOW).token();
        String signature = token.substring(token.lastIndexOf('.'));
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("99999999999 other/c-1".getBytes(StandardCharsets.UTF_8));

        assertThat(tokens.verify("old." + payload + signature, NOW)).isEmpty();
        assertThat(tokens.verify(
                        new SessionTokens(() -> List.of(NEW), Duration.ofHours(1))
                                .issue(CHAT, NOW)
                                .token(),
                        NOW))
                .isEmpty();
    }

    @Test
    void nonsenseIsNoToken() {
        for (String nonsense :
                List.of("", ".", "..", "a.b", "a.b.c", "old..", "old.!.!", "x".repeat(10_000), "\u0000")) {
            assertThat(tokens.verify(nonsense, NOW)).as(nonsense).isEmpty();
        }
    }

    @Test
    void oldKeyVerifiesWhileItIsKept() {
        String token = tokens.issue(CHAT, NOW).token();

        assertThat(new SessionTokens(() -> List.of(NEW, OLD), Duration.ofHours(1)).verify(token, NOW))
                .contains(CHAT);
        assertThat(new SessionTokens(() -> List.of(NEW), Duration.ofHours(1)).verify(token, NOW))
                .isEmpty();
    }

    @Test
    void secretIsShownNowhere() {
        assertThat(OLD.toString()).doesNotContain("ooo").contains("old");
    }

    @Test
    void proofHoldsForItsCustomerAndTimeOnly() {
        Secret secret = Secret.of("tenant-secret-16".getBytes(StandardCharsets.US_ASCII));
        String proof = IdentityProof.make(secret, "c-17", NOW.plusSeconds(60));

        assertThat(IdentityProof.holds(secret, "c-17", proof, NOW)).isTrue();
        assertThat(IdentityProof.holds(secret, "c-18", proof, NOW)).isFalse();
        assertThat(IdentityProof.holds(secret, "c-17", proof, NOW.plusSeconds(60)))
                .isFalse();
        assertThat(IdentityProof.holds(secret, "c-17", proof.replaceFirst("^[0-9]+", "99999999999"), NOW))
                .isFalse();
        assertThat(IdentityProof.holds(
                        Secret.of("another-secret16".getBytes(StandardCharsets.US_ASCII)), "c-17", proof, NOW))
                .isFalse();
    }
}
