package io.cordboard.routing.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** For how long somebody is not offered what they did not take. */
class SparedTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final AgentId ALICE = new AgentId(TENANT, "alice");
    private static final InteractionId CHAT = new InteractionId(TENANT, "c1");
    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    @Test
    void agentSparedAgainMeanwhileIsSparedUntilTheLaterEnd() {
        var spared = new Spared();
        spared.add(CHAT, ALICE, START.plusSeconds(10));
        spared.add(CHAT, ALICE, START.plusSeconds(18));

        assertThat(spared.expire(START.plusSeconds(11))).isEmpty();
        assertThat(spared.agents(CHAT)).containsExactly(ALICE);

        assertThat(spared.expire(START.plusSeconds(19))).containsExactly(CHAT);
        assertThat(spared.agents(CHAT)).isEmpty();
    }
}
