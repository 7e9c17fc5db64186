package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.AgentStatus;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.tenant.DirectoryCommand;
import io.cordboard.routing.tenant.DispositionSettings;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantYaml;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent's work over the socket, on a real server with a real client. */
class AgentSocketTest {

    private static LiveNode node;

    @BeforeAll
    static void start() {
        node = new LiveNode("cordboard.node.live.heartbeat = 2s");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void offerArrivesAtOnceAndIsWorkedOnToItsEnd() {
        var stage = new Stage(node);
        try (Page page = stage.ready(node, "alice")) {
            Instant before = Instant.now();
            String chat = stage.customer();
            String offer = Stage.offer(page, chat);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(page.frame("snapshot", chat)
                            .path("data")
                            .path("interaction")
                            .path("interaction")
                            .asText())
                    .isEqualTo(Stage.name(chat));

            page.ordered("accept", "{\"offer\":\"" + offer + "\"}");
            page.event(chat, "interaction-assigned");
            stage.says(chat, "Hello?");
            assertThat(page.event(chat, "message-added")
                            .path("data")
                            .path("text")
                            .asText())
                    .isEqualTo("Hello?");
            page.ordered("say", say(chat, "m1", "Good morning"));
            page.ordered("say", say(chat, "m1", "Good morning"));
            page.ordered("end", "{\"interaction\":\"" + Stage.name(chat) + "\"}");
            page.event(chat, "wrap-up-started");
            page.ordered(
                    "wrap-up",
                    "{\"interaction\":\"" + Stage.name(chat) + "\",\"disposition\":\"solved\",\"notes\":\"n\"}");
            page.event(chat, "interaction-closed");
            page.frame("left", chat);

            assertThat(stage.view(chat).messages()).isEqualTo(2);
            page.noFaults();
        }
    }

    @Test
    void pageIsToldOfTheRestAfterAnOfferThatWasDeclined() {
        var stage = Stage.withRest(node, Duration.ofSeconds(1));
        try (Page page = stage.ready(node, "alice")) {
            String chat = stage.customer();

            page.ordered("reject", "{\"offer\":\"" + Stage.offer(page, chat) + "\"}");

            assertThat(page.event("agent", "offer-released").path("data").has("restsUntil"))
                    .isTrue();
            page.event("agent", "agent-rest-ended");
            page.noFaults();
        }
    }

    @Test
    void typingIsSeenByTheOtherSideOnly() {
        var stage = new Stage(node);
        try (Page page = stage.ready(node, "alice")) {
            String chat = stage.customer();
            Stage.accept(page, chat);

            page.ordered("typing", "{\"interaction\":\"" + Stage.name(chat) + "\",\"typing\":true}");
            node.done(new InteractionCommand.Typing(stage.id(chat), Party.CUSTOMER, true));

            JsonNode typing = page.frame("typing", chat);
            assertThat(typing.path("data").path("from").path("role").asText()).isEqualTo("customer");
        }
    }

    @Test
    void bothTabsOfAnAgentSeeEverything() {
        var stage = new Stage(node);
        try (Page one = stage.ready(node, "alice");
                Page two = Page.start(node, stage.token("alice"))) {
            two.frame("level", "agent");
            String chat = stage.customer();

            Stage.offer(two, chat);
            Stage.accept(one, chat);
            one.ordered("say", say(chat, "m1", "Hi"));

            two.event(chat, "interaction-assigned");
            two.event(chat, "message-added");
            one.vanish();
            two.ordered("say", say(chat, "m2", "Still here"));
            assertThat(stage.view(stage.agent("alice", Duration.ofSeconds(30))).connected())
                    .isTrue();
            two.noFaults();
        }
    }

    @Test
    void offerGoesBackInLineWhenTheDesktopStaysAway() {
        var stage = new Stage(node, Duration.ofSeconds(1), Duration.ofMinutes(5));
        var alice = stage.agent("alice", Duration.ofSeconds(1));
        String token = stage.tenant.value() + "/alice/agent";
        Page page = Page.start(node, token);
        page.frame("level", "agent");
        page.ordered("sign-in", "");
        page.ordered("ready", "");
        String chat = stage.customer();
        Stage.offer(page, chat);

        page.vanish();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stage.view(chat).phase()).isEqualTo(Phase.WAITING));
        Awaitility.await()
                .untilAsserted(() -> assertThat(stage.view(alice).status()).isNotEqualTo(AgentStatus.READY));
        try (Page bob = stage.ready(node, "bob")) {
            Stage.accept(bob, chat);
        }
    }

    @Test
    void answeredWorkIsKeptForAWhileAndThenGivenToAnother() {
        var stage = new Stage(node, Duration.ofSeconds(1), Duration.ofSeconds(4));
        String token = stage.token("alice");
        Page page = stage.ready(node, "alice");
        String chat = stage.customer();
        Stage.accept(page, chat);
        page.vanish();
        Page again = Page.resume(node, token, page);
        again.frame("level", chat);
        assertThat(stage.view(chat).phase()).isEqualTo(Phase.ASSIGNED);

        again.vanish();

        try (Page bob = stage.ready(node, "bob")) {
            Stage.accept(bob, chat);
            assertThat(bob.frame("snapshot", chat)).isNotNull();
        }
    }

    @Test
    void signingOutWithWorkInHandDrains() {
        var stage = new Stage(node);
        try (Page page = stage.ready(node, "alice")) {
            String chat = stage.customer();
            Stage.accept(page, chat);

            page.ordered("sign-out", "{\"reason\":\"home\"}");
            page.event("agent", "agent-drain-started");
            page.ordered("end", "{\"interaction\":\"" + Stage.name(chat) + "\"}");
            page.ordered("wrap-up", "{\"interaction\":\"" + Stage.name(chat) + "\"}");

            page.event("agent", "agent-signed-out");
        }
    }

    @Test
    void lostRaceIsAnsweredWithItsReason() {
        var stage = new Stage(node);
        try (Page page = stage.ready(node, "alice")) {
            String chat = stage.customer();
            String offer = Stage.offer(page, chat);
            stage.leaves(chat);

            assertThat(page.refused("accept", "{\"offer\":\"" + offer + "\"}")).isEqualTo("offer-over");
            assertThat(page.refused("accept", "{\"offer\":\"nonsense\"}")).isEqualTo("not-found");
            assertThat(page.refused("say", say("interaction/nowhere", "m1", "x")))
                    .isEqualTo("not-found");
            page.frame("left", chat);
        }
    }

    @Test
    void wordsThatTheTenantHasNotAgreedOnAreRefusedWithTheirPlace() {
        var stage = new Stage(node);
        node.done(new DirectoryCommand.Register(stage.tenant, "Shop", "test"));
        node.done(new TenantCommand.Create(stage.tenant, "Shop"));
        node.done(new TenantCommand.Import(stage.tenant, TenantYaml.read("""
                format: cordboard-tenant/1
                reasons: {lunch: {label: Lunch}}
                dispositions: {solved: {label: Solved}}
                """).orThrow(), Optional.empty(), "test"));
        try (Page page = stage.ready(node, "alice")) {
            String chat = stage.customer();
            Stage.accept(page, chat);

            JsonNode nap = page.order("not-ready", "{\"reason\":\"nap\"}");
            page.ordered("not-ready", "{\"reason\":\"lunch\"}");
            page.ordered("end", "{\"interaction\":\"" + Stage.name(chat) + "\"}");
            JsonNode bored =
                    page.order("wrap-up", "{\"interaction\":\"" + Stage.name(chat) + "\",\"disposition\":\"bored\"}");
            // What an administrator adds holds from then on, on sockets that are open too.
            node.done(new TenantCommand.Define(
                    stage.tenant,
                    new Named(new Ref(Kind.DISPOSITION, "bored"), new DispositionSettings("Bored")),
                    Optional.empty(),
                    "test"));

            assertThat(refusal(nap)).isEqualTo("invalid 422 /data/reason");
            assertThat(refusal(bored)).isEqualTo("invalid 422 /data/disposition");
            page.ordered("wrap-up", "{\"interaction\":\"" + Stage.name(chat) + "\",\"disposition\":\"bored\"}");
            page.noFaults();
        }
    }

    private static String refusal(JsonNode result) {
        JsonNode problem = result.path("problem");
        return problem.path("code").asText()
                + ' '
                + problem.path("status").asText()
                + ' '
                + problem.at("/errors/0/pointer").asText();
    }

    static String say(String stream, String id, String text) {
        return "{\"interaction\":\"" + Stage.name(stream) + "\",\"messageId\":\"" + id + "\",\"text\":\"" + text
                + "\"}";
    }
}
