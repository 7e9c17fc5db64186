package io.cordboard.node;

import io.cordboard.ops.bench.Bench;
import io.cordboard.ops.bench.BenchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./cordboard bench}: how fast Cordboard is on this machine. */
@Command(name = "bench", description = "Measures this machine.", mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What to measure, by word or letter; all if none is named.")
    private List<String> names = List.of();

    @Option(names = "--seconds", description = "Length of each measured window (10), or of a soak (600).")
    private @Nullable Integer seconds;

    @Option(names = "--quick", description = "Tiny sizes, no warm-up: shows that it works, not how fast.")
    private boolean quick;

    @Option(names = "--json", description = "Writes the numbers to this file too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        var report = Bench.run(settings(), BenchPart.command(), line -> System.out.println(line));
        if (json != null) {
            Files.writeString(json, report.json() + System.lineSeparator());
        }
        return report.aims().stream().allMatch(aim -> aim.met()) || quick ? CommandLine.ExitCode.OK : 1;
    }

    private BenchSettings settings() {
        try {
            Set<Bench.Name> wanted = EnumSet.noneOf(Bench.Name.class);
            names.forEach(name -> wanted.add(Bench.Name.of(name)));
            // A soak goes through windows only to find out how much it can take.
            int window = seconds == null || wanted.equals(EnumSet.of(Bench.Name.SOAK)) ? 10 : seconds;
            return new BenchSettings(
                    wanted,
                    quick ? Duration.ofMillis(300) : Duration.ofSeconds(window),
                    Duration.ofSeconds(seconds == null ? quick ? 2 : 600 : seconds),
                    quick);
        } catch (IllegalArgumentException e) {
            if (spec == null) {
                throw e;
            }
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
