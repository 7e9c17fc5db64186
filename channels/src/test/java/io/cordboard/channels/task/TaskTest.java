package io.cordboard.channels.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.channels.task.TaskFlaw.Part;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");

    @Test
    void taskArrivesWithAllThatIsKnownOfIt() {
        LegReport.Arrived arrived = task(
                        Optional.of("Call back"), Map.of("order", "77", "link.order", "https://crm.example/77"), 5, 3)
                .arrival(NOW);

        assertThat(arrived.contact().subject()).contains("Call back");
        assertThat(arrived.contact().attributes().members()).containsEntry("link.order", "https://crm.example/77");
        assertThat(arrived.contact().patience()).isEmpty();
        assertThat(arrived.place().priority()).isEqualTo(5);
        assertThat(arrived.place().since()).isEqualTo(NOW);
    }

    @Test
    void ageOfAScheduledTaskCountsFromItsTime() {
        Instant due = NOW.plusSeconds(60);

        assertThat(scheduled(due).arrival(NOW).place().since()).isEqualTo(due);
        assertThat(scheduled(NOW.minusSeconds(60)).arrival(NOW).place().since()).isEqualTo(NOW);
    }

    @Test
    void timeBeyondTheHorizonIsRefused() {
        flaw(Part.SCHEDULED, () -> scheduled(NOW.plus(Task.HORIZON)).arrival(NOW));
        flaw(Part.SCHEDULED, () -> scheduled(Instant.MAX).arrival(NOW));
    }

    @Test
    void partsBeyondTheirLimitsAreNamed() {
        var many = new HashMap<String, String>();
        for (int i = 0; i < 51; i++) {
            many.put("a" + i, "x");
        }

        flaw(Part.TITLE, () -> task(Optional.of("x".repeat(201)), Map.of(), 0, 0));
        flaw(Part.TITLE, () -> task(Optional.of(" "), Map.of(), 0, 0));
        flaw(Part.TITLE, () -> task(Optional.of("two\nlines"), Map.of(), 0, 0));
        flaw(Part.ATTRIBUTES, () -> task(Optional.empty(), many, 0, 0));
        flaw(Part.PRIORITY, () -> task(Optional.empty(), Map.of(), 1_001, 0));
        flaw(Part.SKILLS, () -> task(Optional.empty(), Map.of(), 0, 11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                " javascript:alert(1)",
                "data:text/html,x",
                "//elsewhere.example",
                "/orders/77",
                "https:",
                "https://bank.example@elsewhere.example/",
                "https://a b/",
                "file:///etc/passwd",
                "",
            })
    void linkThatABrowserMustNotFollowIsRefused(String url) {
        flaw(Part.ATTRIBUTES, () -> task(Optional.empty(), Map.of("link.a", url), 0, 0));
        flaw(Part.ATTRIBUTES, () -> task(Optional.empty(), Map.of("Link.a", url), 0, 0));
    }

    @Test
    void linksAreAFew() {
        var many = new HashMap<String, String>();
        for (int i = 0; i < 11; i++) {
            many.put("link." + i, "https://crm.example/" + i);
        }

        flaw(Part.ATTRIBUTES, () -> task(Optional.empty(), many, 0, 0));
    }

    private static void flaw(Part part, org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfSatisfying(
                        TaskFlaw.class, flaw -> assertThat(flaw.part()).isEqualTo(part))
                .hasMessageStartingWith("Expected");
    }

    private static Task task(Optional<String> title, Map<String, String> attributes, int priority, int proficiency) {
        return new Task(
                InteractionId.of("acme/t1"),
                QueueId.of("acme/support"),
                Optional.of("c-1"),
                title,
                Attributes.of(attributes),
                priority,
                Map.of(new Skill("german"), proficiency),
                Optional.empty(),
                Optional.empty());
    }

    private static Task scheduled(Instant due) {
        return new Task(
                InteractionId.of("acme/t1"),
                QueueId.of("acme/support"),
                Optional.empty(),
                Optional.empty(),
                Attributes.NONE,
                0,
                Map.of(),
                Optional.empty(),
                Optional.of(due));
    }
}
