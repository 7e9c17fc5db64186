package io.cordboard.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What followers and entities tell each other reaches another node as it was sent. */
class NewsSerializationTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123Z");
    private static ActorSystem here;
    private static ActorSystem there;

    @BeforeAll
    static void start() {
        here = system();
        there = system();
    }

    private static ActorSystem system() {
        return ActorSystem.create("cordboard", ConfigFactory.parseString("""
            pekko.loglevel = WARNING
            pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
            pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
            """).withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(here);
        TestKit.shutdownActorSystem(there);
    }

    static List<Message> news() {
        AgentId alice = AgentId.of("acme/alice");
        InteractionId chat = InteractionId.of("acme/i1");
        return List.of(
                new AgentCommand.Watch(alice, true, Duration.ofSeconds(7)),
                new InteractionCommand.Watch(chat, false, Duration.ofSeconds(7)),
                new QueueCommand.Watch(QueueId.of("acme/support"), false, Duration.ofSeconds(7)),
                new InteractionCommand.Typing(chat, Party.agent(alice), true),
                new InteractionCommand.SendDigits(chat, "d1", "12#", Party.agent(alice)),
                new Reply.Done("Watch acme/alice", 41),
                new Reply.Refused("Watch acme/alice", Refusal.LIMIT, "Expected fewer"),
                new Watch.Recorded(
                        "agent|acme/alice",
                        41,
                        List.of(
                                new AgentEvent.BecameReady(AT),
                                new AgentEvent.ConnectionLost(AT.plusSeconds(5), AT),
                                new AgentEvent.Released(
                                        new OfferId("i1.o1"),
                                        OfferOutcome.MISSED,
                                        Optional.of(AT.plusSeconds(30)),
                                        AT))),
                new Watch.Recorded(
                        "interaction|acme/i1",
                        7,
                        List.of(
                                new InteractionEvent.MessageAdded("m1", Party.CUSTOMER, "Grüße", AT),
                                new InteractionEvent.OfferEnded(
                                        new OfferId("i1.o1"), alice, OfferOutcome.REJECTED, Optional.of("busy"), AT))));
    }

    @ParameterizedTest
    @MethodSource("news")
    void arrivesAsItWasSent(Message sent) {
        Serialization writer = SerializationExtension.get(here);
        Serialization reader = SerializationExtension.get(there);
        var serializer = writer.findSerializerFor(sent);
        String manifest = org.apache.pekko.serialization.Serializers.manifestFor(serializer, sent);

        Object received = reader.deserialize(serializer.toBinary(sent), serializer.identifier(), manifest)
                .get();

        assertThat(received).isEqualTo(sent);
    }
}
