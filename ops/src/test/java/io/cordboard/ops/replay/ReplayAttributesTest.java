package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies with conditions: what the log's columns and the file of agents say is what they ask. */
class ReplayAttributesTest {

    private static final PolicyChoice LANGUAGE =
            Logs.choice("language", "{\"where\": \"agent.languages has interaction.language\"}");

    private static final String DAY = """
            arrival,queue,wait,outcome,start,end,agent,Lang
            2026-11-02T09:00:00Z,s,0,answered,2026-11-02T09:00:00Z,2026-11-02T09:01:00Z,ann,de
            2026-11-02T09:00:10Z,s,0,answered,2026-11-02T09:00:10Z,2026-11-02T09:01:10Z,ben,de
            2026-11-02T09:00:20Z,s,50,answered,2026-11-02T09:01:10Z,2026-11-02T09:02:10Z,ben,fr
            """;

    @TempDir
    private Path directory;

    private Trace trace() {
        return TraceReader.read(
                Logs.file(directory, "log.csv", DAY),
                TraceFormat.DEFAULT.with(new AttributeColumn("language", AttributeColumn.Kind.TEXT, "Lang")),
                false,
                Progress.NONE);
    }

    private ReplaySettings withAgents(PolicyChoice... policies) {
        Path agents = Logs.file(directory, "agents.yaml", """
                agents:
                  ann: {displayName: Ann, attributes: {languages: [de]}}
                  ben: {displayName: Ben, attributes: {languages: [fr, en]}}
                shifts:
                  ann: [{from: "2026-11-02 09:00:00", until: "2026-11-02 10:00:00"}]
                """);
        return new ReplaySettings(
                List.of(policies), Optional.of(agents), 1, ReplaySettings.DEFAULT_GAP, Optional.empty());
    }

    @Test
    void callsGoToThoseWhoMeetTheCondition() {
        List<Column> columns = Replay.run(trace(), withAgents(Logs.FIFO, LANGUAGE), Progress.NONE)
                .columns();
        // Anybody: nobody waits longer than until ann is done, at 1:00. By language: the second waits for ann until
        // 1:00, and ben, who is there from 0:10 on, takes the third at once.
        assertThat(columns.get(1).total().longestSeconds()).isEqualTo(40);
        assertThat(columns.get(2).total().longestSeconds()).isEqualTo(50);
        assertThat(columns.get(2).total().p50Seconds()).isZero();
    }

    @Test
    void policyThatAsksForAttributesOfAgentsNeedsAFileOfThem() {
        assertThatThrownBy(() -> Logs.replay(trace(), LANGUAGE))
                .isInstanceOf(ReplayRefused.class)
                .hasMessage(
                        "Expected --agents, as the policy language asks in the queue s for [agent.languages] and the"
                                + " log does not say who has them, but got none");
    }

    @Test
    void reportSaysWhichAttributesNoColumnSays() {
        PolicyChoice asking = Logs.choice(
                "asking",
                "{\"where\": \"interaction.medium == \\\"voice\\\" or customer.vip\","
                        + " \"steps\": [{\"after\": \"PT30S\", \"where\": \"interaction.tier > 2\"}]}");
        assertThat(Replay.run(trace(), withAgents(asking), Progress.NONE).notes())
                .contains("no column of the log says [interaction.tier, customer.vip], for which asking asks:"
                        + " what is unknown makes a condition false");
        assertThat(Replay.run(trace(), withAgents(LANGUAGE), Progress.NONE).notes())
                .noneMatch(note -> note.startsWith("no column"));
    }
}
