package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantDeliveryTest {

    @Test
    void agentsAndQueuesAreOwedWhatIsSaidOfThem() {
        Founded shop = furnished();

        assertThat(shop.debts())
                .containsExactly(
                        new QueueCommand.Configure(
                                new QueueId(SHOP, "support"), "Queue support", "standard", GERMAN, 1, 7),
                        new AgentCommand.Configure(
                                new AgentId(SHOP, "alice"),
                                ((AgentSettings) shop.catalogue()
                                                .find(new Ref(Kind.AGENT, "alice"))
                                                .orElseThrow()
                                                .settings())
                                        .profile(SHOP),
                                8));
        assertThat(shop.dormant()).isFalse();
    }

    @Test
    void publishedPolicyIsOwedToTheQueuesThatFollowTheLatest() {
        Founded shop = after(furnished(), define(queue("pinned", "standard", Optional.of(1))));
        shop = settled(shop);

        Founded published = after(shop, publish("standard", Policy.DEFAULT));

        assertThat(published.debts())
                .containsExactly(new QueueCommand.Configure(
                        new QueueId(SHOP, "support"), "Queue support", "standard", Policy.DEFAULT, 2, published.seq()));
    }

    @Test
    void removedAgentsAndQueuesAreTold() {
        Founded shop = settled(furnished());

        Founded without = after(shop, remove(Kind.AGENT, "alice"), remove(Kind.QUEUE, "support"));

        assertThat(without.debts())
                .containsExactly(
                        new QueueCommand.Remove(new QueueId(SHOP, "support"), without.seq()),
                        new AgentCommand.Remove(new AgentId(SHOP, "alice"), without.seq() - 1));
    }

    @Test
    void thousandsOfAgentsAreToldAWindowAtATimeAndAcknowledgedInBatches() {
        var agents = new java.util.TreeMap<String, Settings>();
        for (int i = 0; i < 1_000; i++) {
            agents.put("agent-" + i, agent("agent-" + i).settings());
        }
        Founded shop = after(imported(
                new TenantDocument(Optional.empty(), Optional.empty(), Map.of(Kind.AGENT, agents), Optional.empty())));

        int acknowledgements = 0;
        var told = new java.util.HashSet<String>();
        while (!shop.debts().isEmpty()) {
            assertThat(shop.debts()).hasSizeLessThanOrEqualTo(Delivery.WINDOW);
            shop.debts().stream().map(Command::entityId).forEach(told::add);
            shop = applied(shop, shop.settled(NOW));
            acknowledgements++;
        }

        assertThat(told).hasSize(1_000);
        assertThat(acknowledgements).isEqualTo(5);
        assertThat(shop.dormant()).isTrue();
    }

    private static Founded settled(Founded shop) {
        Founded now = shop;
        while (!now.debts().isEmpty()) {
            now = applied(now, now.settled(NOW));
        }
        return now;
    }
}
