package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Supervisors follow what they like of their own tenant, and nothing of another's. */
class SupervisorSocketTest {

    private static LiveNode node;

    @BeforeAll
    static void start() {
        node = new LiveNode("cordboard.node.live.max-streams = 5");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void queueAgentAndInteractionAreFollowed() {
        var stage = new Stage(node);
        try (Page alice = stage.ready(node, "alice");
                Page sue = Page.start(node, stage.supervisor())) {
            sue.ordered("subscribe", "{\"streams\":{\"queue/support\":0,\"agent/alice\":0}}");
            sue.frame("snapshot", "queue/support");
            sue.frame("snapshot", "agent/alice");

            String chat = stage.customer();
            sue.event("queue/support", "interaction-enqueued");
            sue.ordered("subscribe", "{\"streams\":{\"" + chat + "\":0}}");
            Stage.accept(alice, chat);
            sue.event("agent/alice", "offer-won");
            alice.ordered("say", AgentSocketTest.say(chat, "m1", "Hi"));
            sue.event(chat, "message-added");

            sue.ordered("unsubscribe", "{\"streams\":[\"" + chat + "\"]}");
            sue.frame("left", chat);
            sue.noFaults();
        }
    }

    @Test
    void resumedStreamsGoOnWhereTheyWere() {
        var stage = new Stage(node);
        Page sue = Page.start(node, stage.supervisor());
        sue.ordered("subscribe", "{\"streams\":{\"queue/support\":0}}");
        sue.frame("level", "queue/support");
        sue.vanish();
        stage.customer();

        try (Page again = Page.resume(node, stage.supervisor(), sue)) {
            again.event("queue/support", "interaction-enqueued");
            assertThat(again.seen()).noneMatch(f -> Page.is(f, "snapshot"));
            again.noFaults();
        }
    }

    @Test
    void anotherTenantsStreamsAnswerLikeMissingOnes() {
        var theirs = new Stage(node);
        var ours = new Stage(node);
        theirs.agent("victor", java.time.Duration.ofSeconds(5));
        theirs.customer();
        String second = theirs.customer();
        try (Page sue = Page.start(node, ours.supervisor())) {
            for (String stream : java.util.List.of("agent/victor", second, "agent/nobody", "nonsense")) {
                sue.ordered("subscribe", "{\"streams\":{\"" + stream + "\":0}}");
                assertThat(sue.frame("error", stream)
                                .path("problem")
                                .path("detail")
                                .asText())
                        .isEqualTo(io.cordboard.node.api.Problem.notFound().detail());
            }
        }
    }

    @Test
    void numberOfStreamsIsBounded() {
        var stage = new Stage(node);
        try (Page sue = Page.start(node, stage.supervisor())) {
            assertThat(
                            sue.refused(
                                    "subscribe",
                                    "{\"streams\":{\"queue/a\":0,\"queue/b\":0,\"queue/c\":0,\"queue/d\":0,\"queue/e\":0,\"queue/f\":0}}"))
                    .isEqualTo("limit");
        }
    }

    @Test
    void agentsDoNotFollowWhatIsNotTheirs() {
        var stage = new Stage(node);
        try (Page alice = Page.start(node, stage.token("alice"))) {
            assertThat(alice.refused("subscribe", "{\"streams\":{\"queue/support\":0}}"))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void supervisorsAreNotAgents() {
        var stage = new Stage(node);
        try (Page sue = Page.start(node, stage.supervisor())) {
            assertThat(sue.refused("ready", "")).isEqualTo("forbidden");
        }
    }
}
