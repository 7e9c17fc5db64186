package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.line.SipCredentials;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The secrets of phones and trunks: one for each, kept as digests, gone with whose they are. */
class SipSecretsTest {

    private static final Ref ALICE = new Ref(Kind.AGENT, "alice");

    @Test
    void secretIsKeptUntilItIsReplacedOrRemoved() {
        Founded shop = after(furnished(), secret(Kind.AGENT, "alice", "first"));
        assertThat(kept(shop, ALICE)).contains(credentials("first"));

        Founded rotated = after(shop, secret(Kind.AGENT, "alice", "second"));
        assertThat(kept(rotated, ALICE)).contains(credentials("second"));

        Founded removed = after(rotated, new TenantCommand.RemoveSipSecret(SHOP, ALICE, BY));
        assertThat(kept(removed, ALICE)).isEmpty();
    }

    @Test
    void secretGoesWithTheAgent() {
        Founded shop = after(furnished(), secret(Kind.AGENT, "alice", "first"), remove(Kind.AGENT, "alice"));

        Founded again = after(shop, define(agent("alice")));

        assertThat(kept(again, ALICE)).isEmpty();
    }

    @Test
    void trunkHasASecretIfItHasAUser() {
        Founded shop =
                after(furnished(), define(trunk("carrier", "carrier")), define(trunk("open", "", "192.0.2.0/28")));

        after(shop, secret(Kind.TRUNK, "carrier", "s"));
        assertRefused(shop, secret(Kind.TRUNK, "open", "s"), "Expected an agent, or a trunk with a user");
        assertRefused(shop, secret(Kind.AGENT, "nobody", "s"), "Expected an agent, or a trunk with a user");
        assertRefused(shop, secret(Kind.QUEUE, "support", "s"), "Expected an agent, or a trunk with a user");
        assertRefused(
                shop,
                new TenantCommand.SetSipSecret(SHOP, new Ref(Kind.TRUNK, "carrier"), credentials("s"), BY),
                "Expected a secret of user 'carrier', but it is one of 'alice'");
    }

    @Test
    void secretsAreNotInTheDocument() {
        Founded shop = after(furnished(), secret(Kind.AGENT, "alice", "first"));

        assertThat(TenantYaml.write(document(shop)))
                .doesNotContain(credentials("first").md5())
                .doesNotContain(credentials("first").sha256());
        assertThat(shop.changed()).isEqualTo(furnished().changed());
    }

    private static SipCredentials credentials(String secret) {
        return SipCredentials.of("alice", "shop.sip.example", secret);
    }

    private static Optional<SipCredentials> kept(Founded shop, Ref holder) {
        return ((TenantView.SipSecret) view(shop, new TenantCommand.LookSipSecret(SHOP, holder)))
                .kept()
                .map(SipSecrets.Kept::credentials);
    }

    private static void assertRefused(Founded shop, TenantCommand command, String message) {
        assertThat(shop.decide(command, NOW)).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.INVALID);
            assertThat(refused.message()).startsWith(message);
        });
    }
}
