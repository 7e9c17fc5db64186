package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A socket that goes on with a new ticket. */
class RefreshTest {

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
    void ticketOfTheSameCallerLetsTheSocketOutliveItsToken() throws Exception {
        Instant soon = Instant.now().plusSeconds(6);
        try (Page sue = Page.start(node, stage.supervisor() + '/' + soon)) {
            sue.ordered("refresh", ticket(stage.supervisor()));
            assertThat(sue.refused("refresh", ticket(stage.tenant.value() + "/eve/supervisor")))
                    .isEqualTo("unauthenticated");

            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Instant.now().isAfter(soon.plusSeconds(1)));
            sue.ordered("subscribe", "{\"streams\":{\"queue/support\":0}}");
            assertThat(sue.seen()).noneMatch(f -> Page.is(f, "goodbye"));
            sue.noFaults();
        }
    }

    @Test
    void roleThatWasTakenAwayIsGoneFromTheSocketToo() throws Exception {
        String both = stage.token("alice") + ",supervisor";
        try (Page alice = Page.start(node, both)) {
            alice.ordered("subscribe", "{\"streams\":{\"queue/support\":0}}");

            alice.send("{\"type\":\"refresh\",\"id\":\"r1\",\"data\":" + ticket(stage.token("alice")) + '}');

            assertThat(alice.goodbye()).isEqualTo("access-changed");
            assertThat(alice.closeCode()).isEqualTo(1000);
            try (Page again = Page.resume(node, stage.token("alice"), alice)) {
                again.frame("left", "queue/support");
                assertThat(again.refused("subscribe", "{\"streams\":{\"queue/support\":0}}"))
                        .isEqualTo("forbidden");
                again.noFaults();
            }
        }
    }

    private static String ticket(String token) throws Exception {
        return "{\"ticket\":\"" + ResumeTest.ticket(node, token) + "\"}";
    }
}
