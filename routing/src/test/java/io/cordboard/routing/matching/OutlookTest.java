package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.agent;
import static io.cordboard.routing.matching.Tenant.at;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.carrying;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.serving;
import static io.cordboard.routing.matching.Tenant.skilled;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long somebody may have to wait yet. */
class OutlookTest extends Examples {

    @BeforeEach
    void queueWithoutAgents() {
        policy(_ -> {});
        matched(0);
    }

    @Test
    void positionCountsThoseOfTheQueueWhoGoBefore() {
        calls(
                call("i1", 0),
                call("i2", 1),
                call("i3", 2).priority(1),
                call("i4", 1).on(Medium.CHAT),
                call("i5", 0).in("p"));

        assertThat(position("i3", 3)).isEqualTo(1);
        assertThat(position("i1", 3)).isEqualTo(2);
        assertThat(position("i2", 3)).isEqualTo(3);
        assertThat(position("i4", 3)).isEqualTo(1);
    }

    @Test
    void whoIsFarBackIsNotCounted() {
        for (int i = 0; i < 1_500; i++) {
            calls(call("i" + i, i));
        }

        assertThat(position("i998", 2_000)).isEqualTo(999);
        assertThat(position("i1499", 2_000)).isEqualTo(1_000);
    }

    @Test
    void estimateIsUnknownUntilSomebodyWasAnswered() {
        calls(call("i1", 0));

        assertThat(estimate("i1", 1)).isEmpty();
    }

    /** Two are answered, 20 s after the first came and 10 s after that: 15 s each. */
    @Test
    void estimateGoesByTheTimeBetweenAnswers() {
        calls(call("i1", 0), call("i2", 0), call("i3", 0), call("i4", 0));
        answered("i1", 20);
        answered("i2", 30);

        assertThat(estimate("i3", 30)).contains(Duration.ofSeconds(15));
        assertThat(estimate("i4", 30)).contains(Duration.ofSeconds(30));
        assertThat(estimate("i4", 70)).as("the next answer takes 40 s already").contains(Duration.ofSeconds(80));
    }

    @Test
    void whoDoesNotWaitHasNoOutlook() {
        assertThat(matcher.outlook(interaction("i1"), at(1))).isEmpty();
    }

    @Test
    void whoWouldComeNowHasAllBeforeThemAndTheAgentsWhoCouldTakeThem() {
        policy(draft -> draft.requirements = Tenant.skills("english", 5));
        calls(call("i1", 0), call("i2", 0).on(Medium.CHAT));
        agents(
                ready("ann"),
                skilled(ready("ben"), "english", 5),
                skilled(ready("cat"), "english", 4),
                carrying(skilled(ready("dan"), "english", 9), Medium.VOICE),
                skilled(serving(ready("eve"), "p"), "english", 9));

        assertThat(matcher.outlook(Tenant.queue("q"), Medium.VOICE, at(1)))
                .isEqualTo(new QueueOutlook(2, 1, Optional.empty()));
        assertThat(matcher.outlook(Tenant.queue("p"), Medium.VOICE, at(1)).available())
                .as("what it asks is not known yet")
                .isEqualTo(4);
    }

    private int position(String name, double seconds) {
        return matcher.outlook(interaction(name), at(seconds)).orElseThrow().position();
    }

    private Optional<Duration> estimate(String name, double seconds) {
        return matcher.outlook(interaction(name), at(seconds)).orElseThrow().estimate();
    }

    private void answered(String name, double seconds) {
        agents(ready("ann"));
        assertThat(matched(seconds)).containsExactly(name + ">ann");
        agents(carrying(ready("ann"), Medium.VOICE));
        matcher.confirmed(interaction(name), agent("ann"));
        matcher.left(Tenant.queue("q"), at(0), true);
        matcher.forgetWaiting(interaction(name));
    }
}
