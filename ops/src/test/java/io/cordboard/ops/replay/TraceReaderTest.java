package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.routing.expression.Attributes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceReaderTest {

    private static final String GOOD =
            "2026-11-02T09:00:00Z,s,0,0,answered,2026-11-02T09:00:00Z,2026-11-02T09:01:40Z,ann\n";

    @TempDir
    private Path directory;

    private Trace read(String csv, TraceFormat format, boolean skipBad) {
        return TraceReader.read(Logs.file(directory, "log.csv", csv), format, skipBad, Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x,s,0,0,answered,,2026-11-02T09:01:00Z,ann                                        | column arrival: Expected a time such as
            2026-11-02T09:00:00Z,,0,0,answered,,2026-11-02T09:01:00Z,ann                      | column queue: Expected a queue of 1 to 100 characters
            2026-11-02T09:00:00Z,s,high,0,answered,,2026-11-02T09:01:00Z,ann                  | column priority: Expected a whole number of -1000 to 1000, higher served first, but got 'high'
            2026-11-02T09:00:00Z,s,1001,0,answered,,2026-11-02T09:01:00Z,ann                  | column priority: Expected
            2026-11-02T09:00:00Z,s,0,-1,answered,,2026-11-02T09:01:00Z,ann                    | column wait: Expected seconds of 0 to 604800, but got '-1'
            2026-11-02T09:00:00Z,s,0,1e3,answered,,2026-11-02T09:01:00Z,ann                   | column wait: Expected
            2026-11-02T09:00:00Z,s,0,,answered,,2026-11-02T09:01:00Z,ann                      | column wait: Expected the seconds waited, as start is empty too
            2026-11-02T09:00:00Z,s,0,0,lost,,2026-11-02T09:01:00Z,ann                         | column outcome: Expected one of answered (answered) or abandoned (abandoned), but got 'lost'
            2026-11-02T09:00:00Z,s,0,0,answered,2026-11-02T08:59:59Z,2026-11-02T09:01:00Z,ann | column start: Expected a time that is not before the arrival
            2026-11-02T09:00:00Z,s,0,90,answered,,2026-11-02T09:01:00Z,ann                    | column end: Expected a time from the start of the service
            2026-11-02T09:00:00Z,s,0,0,answered,,,ann                                         | column end: Expected a time
            2026-11-02T09:00:00Z,s,0,,abandoned,,2026-11-02T08:00:00Z,                        | column end: Expected a time from the arrival
            9999-11-02T09:00:00Z,s,0,0,abandoned,,,                                           | column arrival: Expected a time
            2026-11-02T09:00:00Z,s,0,0                                                        | column outcome: Expected 8 columns as in the header, but got '4 columns'
            """)
    void badRowIsRefusedWithLineColumnAndWhatWasExpected(String row, String problem) {
        assertThatThrownBy(() -> read(Logs.HEADER + GOOD + "\n" + row + "\n" + GOOD, TraceFormat.DEFAULT, false))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("log.csv: 1 bad row:\n  line 4, " + problem);
        Trace skipped = read(Logs.HEADER + GOOD + "\n" + row + "\n" + GOOD, TraceFormat.DEFAULT, true);
        assertThat(skipped.skipped()).isEqualTo(1);
        assertThat(skipped.calls()).hasSize(2);
    }

    @Test
    void attributesOfACellAreOfTheirKindAndEmptyCellsSayNothing() {
        TraceFormat format = TraceFormat.DEFAULT
                .with(new AttributeColumn("tier", AttributeColumn.Kind.NUMBER, "tier"))
                .with(new AttributeColumn("customer.vip", AttributeColumn.Kind.BOOLEAN, "VIP"))
                .with(new AttributeColumn("languages", AttributeColumn.Kind.LIST, "spoken"));
        String header = Logs.HEADER.strip() + ",tier,VIP,spoken\n";
        Trace trace = read(
                header + GOOD.strip() + ",2.5,Yes,de | fr\n" + GOOD.strip() + ",3,0,\n" + GOOD.strip() + ",,,\n",
                format,
                false);
        assertThat(trace.calls())
                .extracting(Call::attributes)
                .containsExactly(
                        Attributes.of(Map.of("tier", 2.5, "customer.vip", true, "languages", List.of("de", "fr"))),
                        Attributes.of(Map.of("tier", 3, "customer.vip", false)),
                        Attributes.NONE);
        assertThatThrownBy(() -> read(header + GOOD.strip() + ",high,,\n", format, false))
                .hasMessageContaining("line 2, column tier: Expected a number such as 3 or 2.5, but got 'high'");
        assertThatThrownBy(() -> read(header + GOOD.strip() + ",,perhaps,\n", format, false))
                .hasMessageContaining("column VIP: Expected true, yes or 1, or false, no or 0, but got 'perhaps'");
        assertThatThrownBy(() -> read(Logs.HEADER + GOOD, format, false))
                .hasMessageContaining("Expected one column 'tier' for the attribute tier, but the header has");
    }

    @Test
    void firstTwentyOfManyBadRowsAreShown() {
        assertThatThrownBy(
                        () -> read(Logs.HEADER + GOOD + "x,s,0,0,answered,,,\n".repeat(30), TraceFormat.DEFAULT, false))
                .hasMessageContainingAll("30 bad rows, the first 20 of them:", "line 22,", "--skip-bad")
                .hasMessageNotContaining("line 23,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                               | the file is empty
            arrival,queue,wait               | Expected a column for end (name it with --column end=...)
            queue,wait,end                   | Expected a column for arrival
            arrival,queue,end                | Expected a column for start
            arrival,queue,type,wait,end      | Expected one column for queue, but got queue and type
            arrival,queue,wait,end           | Expected at least one call that was answered
            """)
    void headerThatCannotBeReplayedIsRefused(String header, String problem) {
        assertThatThrownBy(() -> read(header, TraceFormat.DEFAULT, false))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining(problem);
    }

    @Test
    void quoteThatIsNotClosedDoesNotFillTheMemory() {
        String endless = Logs.HEADER + GOOD + "\"" + GOOD.repeat(10_000);
        assertThatThrownBy(() -> read(endless, TraceFormat.DEFAULT, true))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("line 3: Expected rows of at most 65536 characters");
    }

    @Test
    void tooManyQueuesAreRefused() {
        StringBuilder rows = new StringBuilder(Logs.HEADER);
        for (int i = 0; i <= 1_000; i++) {
            rows.append(GOOD.replace(",s,", ",s" + i + ","));
        }
        assertThatThrownBy(() -> read(rows.toString(), TraceFormat.DEFAULT, false))
                .hasMessageContaining("line 1002, column queue: Expected at most 1000 different names in this column");
    }

    @Test
    void rowsAreReadInOrderOfArrivalAndNamesByAlphabet() {
        Trace trace = Logs.read(directory, '\uFEFF' + Logs.HEADER + """
                2026-11-02T10:00:00Z,"t, x",1,2.5,abandoned,,,
                2026-11-02T09:00:00Z,s,0,7,answered,2026-11-02T09:00:07Z,2026-11-02T09:01:40Z,zoe
                2026-11-02T09:30:00Z,s,0,0,answered,,2026-11-02T09:31:00Z,ann
                """);
        assertThat(trace.sorted()).isTrue();
        assertThat(trace.start()).isEqualTo("2026-11-02T00:00:00Z");
        assertThat(trace.queues()).containsExactly("s", "t, x");
        assertThat(trace.agents()).containsExactly("ann", "zoe");
        assertThat(trace.calls()).extracting(Call::queue).containsExactly(0, 0, 1);
        assertThat(trace.calls()).extracting(Call::agent).containsExactly(1, 0, Call.NOBODY);
        assertThat(trace.calls()).extracting(Call::waitNanos).containsExactly(7_000_000_000L, 0L, 2_500_000_000L);
        assertThat(trace.calls()).extracting(Call::handlingNanos).containsExactly(93_000_000_000L, 60_000_000_000L, 0L);
    }

    @Test
    void mappingNamesColumnsWordsPatternAndZone() {
        Path map = Logs.file(directory, "map.yaml", """
                columns: {arrival: CallTime, queue: Line, outcome: How, start: From, end: To, agent: Who}
                attributes: {remark: {column: Remark}, customer.vip: {column: Remark, type: list}}
                delimiter: ";"
                pattern: dd.MM.yyyy HH:mm:ss
                zone: Europe/Berlin
                outcomes: {answered: [AGENT], abandoned: [HANG, BUSY], ignored: [PHANTOM]}
                """);
        Trace trace = read("""
                CallTime;Line;How;From;To;Who;Remark
                02.11.2026 09:00:00;s;Agent;02.11.2026 09:00:05;02.11.2026 09:01:00;ann;"a;b"
                02.11.2026 09:00:01;s;hang;;02.11.2026 09:00:31;;
                02.11.2026 09:00:02;s;PHANTOM;;;;
                """, FormatFile.read(map), false);
        assertThat(trace.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(trace.start()).isEqualTo(Instant.parse("2026-11-01T23:00:00Z"));
        assertThat(trace.calls())
                .extracting(call -> Duration.ofNanos(call.waitNanos()))
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(30));
        assertThat(trace.ignored()).isEqualTo(1);
        assertThat(trace.calls())
                .extracting(Call::attributes)
                .containsExactly(
                        Attributes.of(Map.of("remark", "a;b", "customer.vip", List.of("a;b"))), Attributes.NONE);
    }

    @Test
    void mappingIsRefusedWithAllThatIsWrong() {
        Path map = Logs.file(directory, "map.yaml", """
                columns: {arival: x}
                attributes: {tier: {column: Tier, type: colour}, vip: {}}
                delimiter: ";;"
                zone: Berlin
                """);
        assertThatThrownBy(() -> FormatFile.read(map))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContainingAll(
                        "/columns/arival: Expected only",
                        "/attributes/tier/type: Expected one of text, number, boolean, list",
                        "/attributes/vip: Expected column",
                        "/delimiter: Expected",
                        "/zone: Expected");
    }
}
