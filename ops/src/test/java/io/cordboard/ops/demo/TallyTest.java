package io.cordboard.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.ops.demo.Ledger.Line;
import io.cordboard.ops.demo.Ledger.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Map<String, Line> lines = new HashMap<>(Map.of(
            "i1", line(State.ANSWERED, 5),
            "i2", line(State.ABANDONED, -1),
            "i3", line(State.WAITING, -1),
            "i4", line(State.IN_PROGRESS, 40)));
    private final Map<String, String> listed =
            new HashMap<>(Map.of("i1", "closed", "i2", "closed", "i3", "offered", "i4", "wrapping-up"));
    private final Set<String> opened = new HashSet<>(Set.of("i1", "i2", "i3", "i4"));
    private final Set<String> served = new HashSet<>(Set.of("i1", "i4"));
    private final Set<String> gaveUp = new HashSet<>(Set.of("i2"));

    private static Line line(State state, int answeredAfter) {
        return new Line(
                "support",
                NOON,
                answeredAfter < 0 ? Optional.empty() : Optional.of(NOON.plusSeconds(answeredAfter)),
                state,
                state == State.ABANDONED ? "abandoned" : "");
    }

    private List<String> discrepancies() {
        return new Tally(lines, List.of(), listed, new Tally.Seen(opened, served, gaveUp)).discrepancies();
    }

    @Test
    void threeAccountsThatAgreeTie() {
        assertThat(discrepancies()).isEmpty();
    }

    @Test
    void chatThatTheServerLostDoesNotTie() {
        opened.add("i5");

        assertThat(discrepancies()).anySatisfy(d -> assertThat(d).contains("i5").contains("not among the events"));
        assertThat(discrepancies())
                .anySatisfy(d -> assertThat(d).contains("opened 5").contains("= 4"));
    }

    @Test
    void chatThatNobodyOpenedDoesNotTie() {
        lines.put("i6", line(State.WAITING, -1));

        assertThat(discrepancies())
                .anySatisfy(d -> assertThat(d).contains("i6").contains("acknowledged to no customer"));
    }

    @Test
    void listThatSaysOtherwiseDoesNotTie() {
        listed.put("i1", "waiting");

        assertThat(discrepancies())
                .singleElement()
                .asString()
                .contains("i1 is ANSWERED")
                .contains("waiting");
    }

    @Test
    void listThatLacksOneDoesNotTie() {
        listed.remove("i4");

        assertThat(discrepancies()).singleElement().asString().contains("i4").contains("not in the list");
    }

    @Test
    void customerWhoSawAnAgentWasAnswered() {
        served.add("i3");

        assertThat(discrepancies()).singleElement().asString().contains("i3").contains("never assigned");
    }

    @Test
    void customerWhoLeftDoesNotWaitAnyMore() {
        gaveUp.add("i3");

        assertThat(discrepancies()).singleElement().asString().contains("still waiting");
    }

    @Test
    void leavingAtTheMomentOfAnAnswerIsTheServersToDecide() {
        gaveUp.add("i1");

        assertThat(discrepancies()).isEmpty();
    }

    @Test
    void figuresSayTheirFormula() {
        var figures = Figures.of(lines.values(), Duration.ofSeconds(20), NOON.plusSeconds(60));

        assertThat(figures.ties()).isTrue();
        // Two answered, one of them in time; one abandoned.
        assertThat(figures.serviceLevel()).isEqualTo(1.0 / 3);
        assertThat(figures.asa()).isEqualTo(Duration.ofMillis(22_500));
        assertThat(figures.longestWait()).isEqualTo(Duration.ofSeconds(60));
    }
}
