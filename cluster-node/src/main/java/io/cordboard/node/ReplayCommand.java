package io.cordboard.node;

import io.cordboard.ops.replay.AttributeColumn;
import io.cordboard.ops.replay.FormatFile;
import io.cordboard.ops.replay.JournalReplay;
import io.cordboard.ops.replay.PolicyChoice;
import io.cordboard.ops.replay.Progress;
import io.cordboard.ops.replay.Replay;
import io.cordboard.ops.replay.ReplayRefused;
import io.cordboard.ops.replay.ReplaySettings;
import io.cordboard.ops.replay.Report;
import io.cordboard.ops.replay.Trace;
import io.cordboard.ops.replay.TraceField;
import io.cordboard.ops.replay.TraceFormat;
import io.cordboard.ops.replay.TraceReader;
import io.cordboard.ops.replay.fit.Fit;
import io.cordboard.ops.replay.fit.FitReport;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./cordboard replay}: a call log or a time of the journal, run again under other policies. */
@Command(
        name = "replay",
        description = "Runs a call log or a time of the journal again, in virtual time, under one or more policies.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:a file could not be written", "2:wrong options or input"},
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--trace", description = "The call log: CSV in UTF-8 with a header row.")
    private @Nullable Path trace;

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Option(names = "--policy", description = "A policy document, or QUEUE=FILE for one queue; again for one more run.")
    private List<String> policies = List.of();

    @Option(names = "--column", paramLabel = "FIELD=NAME", description = "The header of a column of the log.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--attribute",
            paramLabel = "NAME:TYPE=HEADER",
            description = "A column that says an attribute: text, number, boolean or list.")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Option(names = "--map", description = "How to read the log: columns, delimiter, pattern, zone, outcomes (YAML).")
    private @Nullable Path map;

    @Option(names = "--zone", description = "Time zone of times without an offset, and where a day begins (UTC).")
    private @Nullable ZoneId zone;

    @Option(names = "--pattern", description = "Of times; ISO 8601 without it.")
    private @Nullable String pattern;

    @Option(names = "--skip-bad", description = "Leaves bad rows out and counts them.")
    private boolean skipBad;

    @Option(names = "--agents", description = "Who works, with which skills and when (YAML).")
    private @Nullable Path agents;

    @Option(names = "--fit", description = "Instead of runs: which discipline best says who was served next.")
    private boolean fit;

    @Option(names = "--gap", converter = Durations.class, description = "Between two services, ends a shift.")
    private Duration gap = ReplaySettings.DEFAULT_GAP;

    @Option(names = "--seed", description = "Of what the log does not say (1).")
    private long seed = 1;

    @Option(names = "--interval", converter = Durations.class, description = "Also by time of arrival (JSON, CSV).")
    private @Nullable Duration interval;

    @Option(names = "--json", description = "Writes the outcomes to this file too.")
    private @Nullable Path json;

    @Option(names = "--csv", description = "Writes the outcomes to this file too.")
    private @Nullable Path csv;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("Expected to be run by its command line");
        }
        var err = spec.commandLine().getErr();
        try {
            // Everything that is short is looked at before the log is read.
            if (fit && !policies.isEmpty()) {
                throw new ReplayRefused("Expected --policy or --fit, but got both");
            }
            if (trace == null == !journal.isGiven()) {
                throw new ReplayRefused("Expected --trace, or --from, --to and --tenant of the journal");
            }
            TraceFormat format = format();
            ReplaySettings settings = new ReplaySettings(
                    PolicyChoice.read(policies), Optional.ofNullable(agents), seed, gap, Optional.ofNullable(interval));
            Progress progress = isTerminal() ? new ProgressBar(err) : Progress.NONE;
            if (trace == null) {
                if (fit) {
                    throw new ReplayRefused("Expected --trace with --fit, but got a time of the journal");
                }
                Report report = JournalReplay.run(
                        journal.journal(),
                        journal.tenant(),
                        journal.from(),
                        journal.to(),
                        format.zone(),
                        policies,
                        settings,
                        progress);
                write(report.text(), report::json, report::csv);
                return ExitCode.OK;
            }
            Trace log = TraceReader.read(trace, format, skipBad, progress);
            if (fit) {
                FitReport report = Fit.of(log, progress);
                write(report.text(), report::json, report::csv);
            } else {
                Report report = Replay.run(log, settings, progress);
                write(report.text(), report::json, report::csv);
            }
            return ExitCode.OK;
        } catch (ReplayRefused | IllegalArgumentException refused) {
            err.println("cordboard: " + refused.getMessage());
            return ExitCode.USAGE;
        } catch (IOException e) {
            err.println("cordboard: could not write the outcomes: " + e);
            return ExitCode.SOFTWARE;
        }
    }

    private void write(String text, Supplier<String> asJson, Supplier<String> asCsv) throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(text);
        out.flush();
        if (json != null) {
            Files.writeString(json, asJson.get() + '\n');
        }
        if (csv != null) {
            Files.writeString(csv, asCsv.get());
        }
    }

    private TraceFormat format() {
        TraceFormat format = map == null ? TraceFormat.DEFAULT : FormatFile.read(map);
        for (Map.Entry<String, String> column : columns.entrySet()) {
            TraceField field = TraceField.of(column.getKey())
                    .orElseThrow(() -> new ReplayRefused("Expected --column with one of arrival, queue, priority, wait,"
                            + " outcome, start, end or agent, but got " + column.getKey()));
            format = format.with(field, column.getValue());
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            format = format.with(attribute(attribute.getKey(), attribute.getValue()));
        }
        if (zone != null) {
            format = format.in(zone);
        }
        return pattern == null ? format : format.withPattern(pattern);
    }

    /** Without a type it is a text. */
    private static AttributeColumn attribute(String named, String header) {
        int colon = named.lastIndexOf(':');
        String type = colon < 0 ? AttributeColumn.Kind.TEXT.word() : named.substring(colon + 1);
        return new AttributeColumn(
                colon < 0 ? named : named.substring(0, colon),
                AttributeColumn.Kind.of(type)
                        .orElseThrow(() -> new ReplayRefused(
                                "Expected --attribute with a type of text, number, boolean or list, but got " + type)),
                header);
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && !"dumb".equals(System.getenv("TERM"));
    }
}
