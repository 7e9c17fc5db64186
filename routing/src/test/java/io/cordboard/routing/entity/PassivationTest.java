package io.cordboard.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.Routers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sleeps leaves memory, and is back, as it was, when somebody calls; who lives or is followed stays. */
class PassivationTest {

    private static final Duration IDLE = Duration.ofMillis(300);
    private static final List<String> ARRIVED = new CopyOnWriteArrayList<>();
    private static final List<String> DEPARTED = new CopyOnWriteArrayList<>();

    private static OneNode node;

    @BeforeAll
    static void start() {
        var observer = new Observer() {
            @Override
            public void arrived(String type, String entityId, Standing standing) {
                ARRIVED.add(entityId);
            }

            @Override
            public void departed(String type, String entityId, Standing standing) {
                DEPARTED.add(entityId);
            }
        };
        node = OneNode.hosting(system -> {
            var switchboard = new Switchboard(system, Clock.systemUTC(), observer, true, RouterCommand.class);
            switchboard.host(OneNode.kept(Agents.type(), Agents.type().snapshotEvery(), IDLE));
            Routers.host(switchboard);
            return switchboard;
        });
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void forget() {
        ARRIVED.clear();
        DEPARTED.clear();
    }

    @Test
    void whoSleepsLeavesAndComesBackAsItWas() {
        AgentId sleeper = configured("sleeper");
        Reply.View before = shown(sleeper);

        await().until(() -> DEPARTED.contains(sleeper.toString()));

        assertThat(shown(sleeper)).isEqualTo(before);
        assertThat(ARRIVED).containsExactly(sleeper.toString(), sleeper.toString());
    }

    @Test
    void whoLivesStaysUntilItSleeps() {
        AgentId alive = configured("alive");
        done(new AgentCommand.SignIn(alive));
        // Each of them would leave after the one before.
        for (String name : List.of("first", "second", "third")) {
            AgentId sleeper = configured(name);
            await().until(() -> DEPARTED.contains(sleeper.toString()));
        }
        assertThat(DEPARTED).doesNotContain(alive.toString());

        done(new AgentCommand.SignOut(alive, "home"));

        await().until(() -> DEPARTED.contains(alive.toString()));
    }

    @Test
    void whoSleepsAndIsFollowedStaysUntilItIsNot() {
        AgentId followed = configured("followed");
        var follower = new TestKit(node.system());
        node.switchboard().tell(new AgentCommand.Watch(followed, false, Duration.ofMinutes(5)), follower.getRef());
        follower.expectMsgClass(Reply.Done.class);
        for (String name : List.of("fourth", "fifth", "sixth")) {
            AgentId sleeper = configured(name);
            await().until(() -> DEPARTED.contains(sleeper.toString()));
        }
        assertThat(DEPARTED).doesNotContain(followed.toString());

        follower.getRef().tell(PoisonPill.getInstance(), ActorRef.noSender());

        await().until(() -> DEPARTED.contains(followed.toString()));
    }

    private static AgentId configured(String name) {
        var agent = AgentId.of("acme/" + name);
        done(new AgentCommand.Configure(
                agent,
                new AgentProfile(
                        name, Optional.empty(), Set.of(), Map.of(), Capacity.DEFAULT, Duration.ofSeconds(5), true),
                1));
        return agent;
    }

    private static Reply.View shown(AgentId agent) {
        return ((Reply.Found) node.ask(new AgentCommand.Show(agent))).view();
    }

    private static void done(Command command) {
        assertThat(node.ask(command)).isInstanceOf(Reply.Done.class);
    }
}
