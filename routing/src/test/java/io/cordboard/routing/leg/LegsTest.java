package io.cordboard.routing.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.junit.jupiter.api.Test;

class LegsTest {

    private static final TenantId TENANT = new TenantId("acme");

    /** Never answers. */
    private static final class Silent extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .matchEquals(Switchboard.stopMessage(), _ -> getContext().stop(getSelf()))
                    .matchAny(_ -> {})
                    .build();
        }
    }

    private final List<String> refused = new CopyOnWriteArrayList<>();

    /** Whoever arrives here is arriving for ever. */
    private Switchboard silent(ActorSystem system) {
        var observer = new Observer() {
            @Override
            public void refused(String type, Refusal refusal) {
                refused.add(type + ' ' + refusal);
            }
        };
        var switchboard = new Switchboard(system, Clock.systemUTC(), observer, false, RouterCommand.class);
        switchboard.host("interaction", InteractionCommand.class, Props.create(Silent.class, Silent::new));
        return switchboard;
    }

    @Test
    void whoComesWhileTooManyArriveAtTheNodeIsTurnedAwayWhateverTheMedium() {
        try (var node = OneNode.hosting(this::silent)) {
            var chat = new Legs(node.switchboard(), Duration.ofSeconds(3));
            var voice = new Legs(node.switchboard(), Duration.ofSeconds(3));
            int max = node.system().settings().config().getInt("cordboard.routing.max-arriving");
            for (int i = 0; i < max; i++) {
                assertThat(chat.report(arrival(i))).isNotCompleted();
            }

            CompletionStage<Reply> oneMore = voice.report(arrival(max));

            assertThat(oneMore)
                    .isCompletedWithValueMatching(reply -> reply instanceof Reply.Refused refused
                            && refused.refusal() == Refusal.OVERLOADED
                            && refused.message()
                                    .equals("Expected at most " + max + " contacts to arrive at this node at once"));
            assertThat(refused).containsExactly("interaction OVERLOADED");
            // Who has arrived is served nonetheless.
            assertThat(chat.report(new LegReport.Returned(id(0)))).isNotCompleted();
        }
    }

    private static LegReport arrival(int number) {
        var contact = new Contact(Medium.CHAT, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        return LegReport.Arrived.inQueue(id(number), contact, new QueueId(TENANT, "support"), Instant.now());
    }

    private static InteractionId id(int number) {
        return new InteractionId(TENANT, "i" + number);
    }
}
