package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.tenant.TenantId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Where in line somebody is to be put, as a router answers. */
class StandTest {

    private static final TenantId SHOP = new TenantId("shop");
    private static final InteractionId I1 = new InteractionId(SHOP, "i1");

    /** Whoever asks has heard from the interaction that it waits, which its router may hear later. */
    @Test
    void whoIsNotKnownYetCannotBePutInLineYet() {
        try (var node = new OneNode()) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(refusal(node, new RouterCommand.LookOut(SHOP, I1)))
                            .isEqualTo(Refusal.NOT_FOUND));

            assertThat(refusal(node, new RouterCommand.Stand(SHOP, I1, 1))).isEqualTo(Refusal.UNAVAILABLE);
        }
    }

    private static Refusal refusal(OneNode node, Command question) {
        return ((Reply.Refused) node.ask(question)).refusal();
    }
}
