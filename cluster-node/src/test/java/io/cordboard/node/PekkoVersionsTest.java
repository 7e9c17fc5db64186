package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A node starts on the class path that the modules make together. Pekko refuses to start when its parts are of different
 * versions; Maven would not notice.
 */
class PekkoVersionsTest {
    interface OnTheWire {}

    record Greet(String name, ActorRef<Greeting> replyTo) implements OnTheWire {}

    record Greeting(@JsonValue String text) implements OnTheWire {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Greeting {}
    }

    private final ActorTestKit node = ActorTestKit.create(
            "versions",
            ConfigFactory.parseString("""
                pekko {
                  actor.provider = cluster
                  actor.serialize-messages = on
                  actor.serialization-bindings { "io.cordboard.node.PekkoVersionsTest$OnTheWire" = jackson-cbor }
                  coordinated-shutdown.exit-jvm = off
                  remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                  cluster {
                    downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
                    min-nr-of-members = 1
                  }
                }
                """)
                    .withFallback(ConfigFactory.defaultReference())
                    .resolve());

    @AfterEach
    void stop() {
        node.shutdownTestKit();
    }

    @Test
    void nodeJoinsItselfAndAnswersFromAShard() {
        Cluster cluster = Cluster.get(node.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(cluster.selfMember().status()).isEqualTo(MemberStatus.up()));

        EntityTypeKey<Greet> greeters = EntityTypeKey.create(Greet.class, "greeter");
        ClusterSharding sharding = ClusterSharding.get(node.system());
        sharding.init(Entity.of(
                greeters,
                entity -> Behaviors.receiveMessage(greet -> {
                    greet.replyTo().tell(new Greeting(entity.getEntityId() + " greets " + greet.name()));
                    return Behaviors.same();
                })));

        var answer = sharding.entityRefFor(greeters, "gate")
                .<Greeting>ask(replyTo -> new Greet("Ada", replyTo), Duration.ofSeconds(60));

        assertThat(answer.toCompletableFuture().join()).isEqualTo(new Greeting("gate greets Ada"));
    }
}
