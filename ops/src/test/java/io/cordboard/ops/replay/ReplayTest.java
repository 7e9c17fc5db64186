package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of a few calls whose figures are worked out by hand. */
class ReplayTest {

    /** One agent, who serves in order of arrival: the second at 1:40, the fourth at 2:40, though it has priority. */
    private static final String FIFO_DAY = Logs.HEADER + """
            2026-11-02T09:00:00Z,s,0,0,answered,2026-11-02T09:00:00Z,2026-11-02T09:01:40Z,ann
            2026-11-02T09:00:10Z,s,0,90,answered,2026-11-02T09:01:40Z,2026-11-02T09:02:40Z,ann
            2026-11-02T09:00:20Z,s,0,30,abandoned,,,
            2026-11-02T09:00:30Z,s,5,130,answered,2026-11-02T09:02:40Z,2026-11-02T09:03:40Z,ann
            2026-11-02T09:05:00Z,s,0,0,answered,2026-11-02T09:05:00Z,2026-11-02T09:05:50Z,ann
            """;

    private static final String PATIENT_DAY =
            FIFO_DAY.lines().filter(line -> !line.contains("abandoned")).reduce("", (all, line) -> all + line + '\n');

    @TempDir
    private Path directory;

    @Test
    void recordedColumnIsWhatTheLogSays() {
        Column recorded =
                Logs.replay(Logs.read(directory, FIFO_DAY), Logs.FIFO).columns().getFirst();
        // Waits: 0, 0, 30 (hung up), 90, 130. Within 20 s: 2 of 4 answered and 1 who hung up later than that.
        assertThat(recorded.total())
                .isEqualTo(new Figures(5, 4, 1, 0, 55, 30, 130, 130, 130, 130, 2.0 / 5, 100 + 60 + 60 + 50));
        assertThat(recorded.queues()).containsExactly(recorded.total());
        // On shift from 0:00 to 5:50.
        assertThat(recorded.occupancy()).isEqualTo(270.0 / 350);
    }

    @Test
    void logOfAFifoDayComesAgainUnderFifoWhateverTheSeed() {
        Trace trace = Logs.read(directory, FIFO_DAY);
        for (long seed = 1; seed <= 20; seed++) {
            List<Column> columns = Replay.run(trace, Logs.settings(seed, Logs.FIFO), Progress.NONE)
                    .columns();
            assertThat(columns.get(1).total()).isEqualTo(columns.get(0).total());
            assertThat(columns.get(1).occupancy()).isEqualTo(columns.get(0).occupancy());
        }
    }

    @Test
    void priorityOvertakesUnderThePolicyThatSaysSo() {
        List<Column> columns = Logs.replay(Logs.read(directory, PATIENT_DAY), Logs.FIFO, Logs.PRIORITY)
                .columns();
        assertThat(columns).extracting(Column::name).containsExactly("recorded", "fifo", "priority");
        // Waits: 0, 0, 90, 130; nobody ever hung up, so nobody does.
        assertThat(columns.get(1).total()).isEqualTo(new Figures(4, 4, 0, 0, 55, 0, 130, 130, 130, 130, 0.5, 270));
        // At 1:40 the one with priority is taken (waited 70) until 2:40, then the other (waited 150).
        assertThat(columns.get(2).total()).isEqualTo(new Figures(4, 4, 0, 0, 55, 0, 150, 150, 150, 150, 0.5, 270));
    }

    @Test
    void whoHungUpInTheLogIsAnsweredWhenAnAgentIsFree() {
        // Nobody took the second call, though ben was there; in the run he takes it. Nobody else was ever handled but
        // for 60 s.
        Trace trace = Logs.read(directory, Logs.HEADER + """
                2026-11-02T09:00:00Z,s,0,0,answered,2026-11-02T09:00:00Z,2026-11-02T09:01:00Z,ann
                2026-11-02T09:00:01Z,s,0,0,answered,2026-11-02T09:00:01Z,2026-11-02T09:01:01Z,ben
                2026-11-02T09:01:30Z,s,0,45,abandoned,,,
                2026-11-02T09:10:00Z,s,0,0,answered,2026-11-02T09:10:00Z,2026-11-02T09:11:00Z,ben
                """);
        Column run = Logs.replay(trace, Logs.FIFO).columns().get(1);
        assertThat(run.total()).isEqualTo(new Figures(4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 240));
        // Ann is on shift for 60 s, ben for 659 s.
        assertThat(run.occupancy()).isEqualTo(240.0 / 719);
    }

    @Test
    void oneQueueMayHaveItsOwnPolicyAndTarget() {
        String day = FIFO_DAY.replace("09:05:00Z,s,", "09:05:00Z,t,");
        PolicyChoice choice = new PolicyChoice(
                "own",
                Logs.FIFO.everywhere(),
                Map.of(
                        "t",
                        Logs.choice("t", "{\"serviceLevel\": {\"within\": \"PT5S\"}}")
                                .everywhere()));
        Report report = Logs.replay(Logs.read(directory, day), choice);
        Column run = report.columns().get(1);
        assertThat(report.queues()).containsExactly("s", "t");
        assertThat(run.targets()).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(5));
        assertThat(run.queues()).extracting(Figures::contacts).containsExactly(4L, 1L);
        assertThat(run.queues()).extracting(Figures::serviceLevel).containsExactly(1.0 / 4, 1.0);
        assertThatThrownBy(() -> Logs.replay(Logs.read(directory, FIFO_DAY), choice))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("queue of the log (s), but got one for t");
    }

    @Test
    void intervalsHoldWhoArrivedInThem() {
        Trace trace = Logs.read(directory, FIFO_DAY);
        ReplaySettings settings = new ReplaySettings(
                List.of(Logs.FIFO),
                Optional.empty(),
                1,
                ReplaySettings.DEFAULT_GAP,
                Optional.of(Duration.ofMinutes(5)));
        Column recorded = Replay.run(trace, settings, Progress.NONE).columns().getFirst();
        Map<Instant, Long> contacts = new TreeMap<>();
        recorded.intervals()
                .forEach((from, interval) -> contacts.put(from, interval.total().contacts()));
        assertThat(contacts)
                .isEqualTo(
                        Map.of(Instant.parse("2026-11-02T09:00:00Z"), 4L, Instant.parse("2026-11-02T09:05:00Z"), 1L));
        assertThat(recorded.intervals()
                        .get(Instant.parse("2026-11-02T09:00:00Z"))
                        .queues()
                        .get(0)
                        .asaSeconds())
                .isCloseTo(220 / 3.0, within(1e-9));
    }

    @Test
    void agentsOfAFileHaveSkillsAndShifts() {
        Trace trace = Logs.read(directory, PATIENT_DAY);
        Path agents = Logs.file(directory, "agents.yaml", """
                agents:
                  ann: {displayName: Ann, queues: [s], skills: {french: 7}}
                  ben: {displayName: Ben, queues: [s], skills: {french: 2}}
                shifts:
                  ben: [{from: "2026-11-02 09:00:00", until: "2026-11-02 10:00:00"}]
                """);
        PolicyChoice french = Logs.choice("french", "{\"requirements\": {\"french\": 5}}");
        PolicyChoice anybody = Logs.choice("anybody", "{\"requirements\": {\"french\": 1}}");
        ReplaySettings settings = new ReplaySettings(
                List.of(french, anybody), Optional.of(agents), 1, ReplaySettings.DEFAULT_GAP, Optional.empty());
        List<Column> columns = Replay.run(trace, settings, Progress.NONE).columns();
        // Ann alone, as in the log, but that priority goes first; with ben, whose shift is the file's, the second waits
        // for
        // nobody, and the third until ben has done that (0:10 to 1:10): 40 s.
        assertThat(columns.get(1).total().longestSeconds()).isEqualTo(150);
        assertThat(columns.get(2).total().longestSeconds()).isEqualTo(40);
        assertThatThrownBy(() -> Logs.replay(trace, french))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining(
                        "Expected --agents, as the policy french asks in the queue s for skills ([french])");
    }

    @Test
    void agentOfAFileGetsACallOnceItHasWaitedForTheAgentsDelay() {
        Trace trace = Logs.read(directory, PATIENT_DAY);
        Path agents = Logs.file(directory, "agents.yaml", """
                agents:
                  ann: {displayName: Ann, queues: [s]}
                  ben: {displayName: Ben, queues: [{queue: s, delay: PT2M}]}
                shifts:
                  ben: [{from: "2026-11-02 09:00:00", until: "2026-11-02 10:00:00"}]
                """);
        ReplaySettings settings = new ReplaySettings(
                List.of(Logs.FIFO), Optional.of(agents), 1, ReplaySettings.DEFAULT_GAP, Optional.empty());

        // Ann alone would let one wait for 150 s; ben without a delay for 40 s at most.
        assertThat(Replay.run(trace, settings, Progress.NONE)
                        .columns()
                        .get(1)
                        .total()
                        .longestSeconds())
                .isEqualTo(120);
    }

    @Test
    void agentsFileIsRefusedWithAllThatIsWrong() {
        Trace trace = Logs.read(directory, FIFO_DAY);
        Path agents = Logs.file(directory, "agents.yaml", """
                agents:
                  ann: {displayName: Ann, queues: [x]}
                  ben: {displayName: Ben}
                  eve: {displayName: Eve, skill: {french: 7}}
                shifts:
                  joe: [{from: "2026-11-02 09:00:00", until: "2026-11-02 08:00:00"}]
                """);
        ReplaySettings settings = new ReplaySettings(
                List.of(Logs.FIFO), Optional.of(agents), 1, ReplaySettings.DEFAULT_GAP, Optional.empty());
        assertThatThrownBy(() -> Replay.run(trace, settings, Progress.NONE))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContainingAll(
                        "agents.yaml: /agents/ann/queues: Expected queues of the log (s), but got x",
                        "/shifts/ben: Expected shifts, as the log does not show this agent",
                        "/agents/eve/skill: Expected only",
                        "/shifts/joe: Expected shifts of one of the agents above",
                        "/shifts/joe/0: Expected from before until");
    }

    @Test
    void whoStillWaitsWhenEverybodyHasGoneIsUnansweredAndOutsideTheServiceLevel() {
        Trace trace = Logs.read(directory, PATIENT_DAY);
        Path agents = Logs.file(directory, "agents.yaml", """
                agents: {ben: {displayName: Ben}}
                shifts: {ben: [{from: "2026-11-02 09:00:00", until: "2026-11-02 09:01:00"}]}
                """);
        ReplaySettings settings = new ReplaySettings(
                List.of(Logs.FIFO), Optional.of(agents), 1, ReplaySettings.DEFAULT_GAP, Optional.empty());
        Report report = Replay.run(trace, settings, Progress.NONE);
        Figures run = report.columns().get(1).total();
        assertThat(run.answered()).isEqualTo(1);
        assertThat(run.unanswered()).isEqualTo(3);
        assertThat(run.serviceLevel()).isEqualTo(1.0 / 4);
        assertThat(report.text()).contains("unanswered");
    }
}
