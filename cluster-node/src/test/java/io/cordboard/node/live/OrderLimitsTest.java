package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an order may name and how long its texts may be: the same over the socket as over HTTP. */
class OrderLimitsTest {

    private static LiveNode node;

    private final Stage stage = new Stage(node);

    @BeforeAll
    static void start() {
        node = new LiveNode("");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void transferGoesToTheQueueAndTheAgentThatItNames() {
        QueueId sales = queue("sales");
        try (Page alice = stage.ready(node, "alice")) {
            String chat = stage.customer();
            Stage.accept(alice, chat);
            try (Page bob = stage.ready(node, "bob")) {
                alice.ordered("transfer", transfer(chat, "\"queue\":\"sales\",\"agent\":\"bob\""));

                JsonNode moved = alice.event(chat, "interaction-transferred").path("data");
                assertThat(moved.path("toQueue").asText()).isEqualTo("sales");
                assertThat(moved.path("toAgent").asText()).isEqualTo("bob");
                Stage.accept(bob, chat);
                assertThat(stage.view(chat).queue()).contains(sales);
                bob.noFaults();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/data/queue, nowhere,",
        "/data/queue, gone,",
        "/data/queue, NO-NAME,",
        "/data/agent, support, nobody",
        "/data/agent, support, left",
        "/data/agent, support, NO-NAME"
    })
    void transferToWhereNobodyIsIsRefused(String pointer, String queue, String agent) {
        node.done(new QueueCommand.Remove(queue("gone"), 2));
        node.done(new AgentCommand.Remove(stage.agent("left", Duration.ofSeconds(5)), 2));
        try (Page alice = stage.ready(node, "alice")) {
            String chat = stage.customer();
            Stage.accept(alice, chat);

            String to = "\"queue\":\"" + queue + '"' + (agent == null ? "" : ",\"agent\":\"" + agent + '"');
            JsonNode problem = alice.unchecked("transfer", transfer(chat, to)).path("problem");

            refused(problem, pointer);
            assertThat(stage.view(chat).phase()).isEqualTo(Phase.ASSIGNED);
        }
    }

    @Test
    void textsAreHeldToTheContract() {
        try (Page alice = stage.ready(node, "alice")) {
            String chat = stage.customer();
            String offer = Stage.offer(alice, chat);
            for (String reason : new String[] {"", " ", "x".repeat(201)}) {
                refused(
                        alice.unchecked("reject", "{\"offer\":\"" + offer + "\",\"reason\":\"" + reason + "\"}")
                                .path("problem"),
                        "/data/reason");
            }
            Stage.accept(alice, chat);
            for (String id : new String[] {"", "x".repeat(129)}) {
                refused(
                        alice.unchecked("say", AgentSocketTest.say(chat, id, "Hi"))
                                .path("problem"),
                        "/data/messageId");
                refused(
                        alice.unchecked(
                                        "delivered",
                                        "{\"interaction\":\"" + Stage.name(chat) + "\",\"messageId\":\"" + id + "\"}")
                                .path("problem"),
                        "/data/messageId");
            }

            alice.ordered("say", AgentSocketTest.say(chat, "x".repeat(128), "Hi"));
            assertThat(stage.view(chat).messages()).isEqualTo(1);
        }
    }

    private QueueId queue(String name) {
        var id = new QueueId(stage.tenant, name);
        node.done(new QueueCommand.Configure(id, name, "standard", Policy.DEFAULT, 1, 1));
        return id;
    }

    private static String transfer(String chat, String to) {
        return "{\"interaction\":\"" + Stage.name(chat) + "\"," + to + '}';
    }

    private static void refused(JsonNode problem, String pointer) {
        assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo("invalid");
        assertThat(problem.path("status").asInt()).isEqualTo(422);
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(problem.path("detail").asText()).startsWith("Expected ");
    }
}
