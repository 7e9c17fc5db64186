package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {

    private static final Path DOCS = Path.of("../docs");

    private static final String[] EXAMPLE = {
        "--trace", "docs/replay/calls.csv",
        "--policy", "docs/replay/fifo.json",
        "--policy", "docs/replay/fifo.json",
        "--policy", "sales=docs/replay/sales-first.yaml"
    };

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Paths of the documentation are from the root; tests run in their module. */
    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(Arrays.stream(arguments)
                        .map(each -> each.replace("docs/", "../docs/"))
                        .toArray(String[]::new));
    }

    private String[] example(String... more) {
        List<String> arguments = new ArrayList<>(List.of(EXAMPLE));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void documentedExampleGivesWhatTheDocumentationShows() throws IOException {
        assertThat(run(EXAMPLE)).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(Files.readString(DOCS.resolve("replay.md"))).contains(String.join(" ", EXAMPLE), out.toString());
    }

    @Test
    void documentedFitSaysWhatTheDocumentationShows() throws IOException {
        Path json = directory.resolve("fit.json");
        Path csv = directory.resolve("fit.csv");
        String[] fit = {"--trace", "docs/replay/calls.csv", "--fit"};
        assertThat(run(fit)).isZero();
        assertThat(Files.readString(DOCS.resolve("replay.md"))).contains(String.join(" ", fit), out.toString());
        assertThat(run("--trace", "docs/replay/calls.csv", "--fit", "--json", json.toString(), "--csv", csv.toString()))
                .isZero();
        assertThat(Files.readString(json)).contains("\"best\" : \"fifo\"");
        // A header; all queues and two of them, each with three disciplines and chance.
        assertThat(Files.readAllLines(csv)).hasSize(1 + 3 * 4);
        assertThat(run("--trace", "docs/replay/calls.csv", "--fit", "--policy", "docs/replay/fifo.json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Expected --policy or --fit, but got both");
    }

    @Test
    void sameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        List<byte[]> runs = new ArrayList<>();
        for (String seed : List.of("7", "7", "8")) {
            Path json = directory.resolve("out.json");
            Path csv = directory.resolve("out.csv");
            assertThat(run(example(
                            "--seed", seed, "--interval", "PT30M", "--json", json.toString(), "--csv", csv.toString())))
                    .isZero();
            runs.add((out + Files.readString(json) + Files.readString(csv)).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isNotEqualTo(runs.get(0));
    }

    @Test
    void csvHasALineForEachColumnIntervalAndQueue() throws IOException {
        Path csv = directory.resolve("out.csv");
        assertThat(run(example("--interval", "PT1H", "--csv", csv.toString()))).isZero();
        List<String> lines = Files.readAllLines(csv);
        // A header; three columns of a total, two queues, and four hours of a total and two queues.
        assertThat(lines).hasSize(1 + 3 * (3 + 4 * 3));
        assertThat(lines.get(1)).startsWith("recorded,,,400,333,67,0,0.167500,");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("fifo.json+sales=sales-first.yaml,2026-11-02T08:00:00Z,sales,"))
                .hasSize(1);
    }

    @Test
    void policyThatIsNoneIsRefusedWithFileAndPath() throws IOException {
        Path policy = Files.writeString(directory.resolve("bad.yaml"), "priority: {base: high}\nstrategy: best\n");
        assertThat(run("--trace", "docs/replay/calls.csv", "--policy", policy.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("bad.yaml: /priority/base: Expected a whole number", "bad.yaml: /strategy: Expected one of");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void badRowsAreRefusedOrLeftOutAndCounted() throws IOException {
        Path log = Files.writeString(directory.resolve("log.csv"), """
                CallTime,queue,wait,outcome,end,agent
                2026-11-02 09:00:00,s,0,answered,2026-11-02 09:01:00,ann
                yesterday,s,0,answered,2026-11-02 09:01:00,ann
                """);
        String[] arguments = {"--trace", log.toString(), "--column", "arrival=CallTime", "--zone", "Europe/Berlin"};
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains("1 bad row", "line 3, column CallTime: Expected a time", "'yesterday'");
        String[] skipping = Arrays.copyOf(arguments, arguments.length + 1);
        skipping[arguments.length] = "--skip-bad";
        assertThat(run(skipping)).isZero();
        assertThat(out.toString()).contains("1 bad rows were left out", "1 calls from 2026-11-02T08:00:00Z", "default");
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThat(run("--policy", "docs/replay/fifo.json")).isEqualTo(2);
        assertThat(err.toString()).contains("Expected --trace, or --from, --to and --tenant of the journal");
        assertThat(run(example("--tenant", "acme"))).isEqualTo(2);
        assertThat(err.toString()).contains("Expected --trace, or --from");
        assertThat(run("--from", "2026-11-02T09:00:00Z", "--tenant", "acme")).isEqualTo(2);
        assertThat(err.toString()).contains("but got no --to");
        String[] backwards = {"--from", "2026-11-02T09:00:00Z", "--to", "2026-11-02T10:00:00+02:00", "--tenant", "acme"
        };
        assertThat(run(backwards)).isEqualTo(2);
        assertThat(err.toString()).contains("Expected --from before --to");
        assertThat(run("--trace", "nowhere.csv")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no nowhere.csv");
        assertThat(run(example("--column", "colour=x"))).isEqualTo(2);
        assertThat(err.toString()).contains("but got colour");
        assertThat(run(example("--attribute", "tier:colour=x"))).isEqualTo(2);
        assertThat(err.toString()).contains("a type of text, number, boolean or list, but got colour");
        assertThat(run(example("--attribute", "tier:number=x"))).isEqualTo(2);
        assertThat(err.toString()).contains("Expected one column 'x' for the attribute tier");
        assertThat(run(example("--interval", "1s"))).isEqualTo(2);
        assertThat(err.toString()).contains("Expected an interval of PT1M to PT744H");
        assertThat(run(
                        "--trace",
                        "docs/replay/calls.csv",
                        "--policy",
                        "docs/replay/fifo.json",
                        "--policy",
                        "docs/replay/fifo.json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Expected runs that differ");
    }
}
