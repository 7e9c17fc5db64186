package io.cordboard.ops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SIPp, which calls and is called, on this machine. */
final class Sipp {

    private static final int LONGEST_CALL_SECONDS = 8;
    /** As the scenario says: what the last call takes after it has begun. */
    private static final double TALK_SECONDS = 0.2;

    /** Everything that came of calls at a rate. */
    record Outcome(double rate, long calls, long failed, long invitesAgain, double seconds, double answeredMillis) {

        double failedShare() {
            return (double) failed / Math.max(1, calls);
        }

        double againShare() {
            return (double) invitesAgain / Math.max(1, calls);
        }

        /** At most one in a thousand of either, and nearly as fast as it was meant to be: SIPp itself kept up. */
        boolean isGood() {
            return failedShare() <= 0.001 && againShare() <= 0.001 && calls / seconds >= 0.9 * rate;
        }
    }

    private final Path directory;
    private final Path scenario;
    private int number;

    Sipp(Path directory) {
        this.directory = directory;
        this.scenario = script("caller.xml");
    }

    private Path script(String name) {
        return Scratch.resource(directory, name, Map.of());
    }

    /** All phones in one: it answers each call at once and counts how often an INVITE was repeated to it. */
    Program phone(int port) {
        return Program.start(
                directory, "phone", command(script("phone.xml"), port, "-trace_counts", "-fd", "1", "-skip_rlimit"));
    }

    private static List<String> command(Path scenario, int port, String... more) {
        var command = new ArrayList<String>(List.of(Debian.program("sipp", "sip-tester")));
        command.addAll(List.of("-sf", scenario.toString(), "-i", "127.0.0.1", "-p", Integer.toString(port)));
        command.addAll(List.of("-mp", Integer.toString(Scratch.freePort())));
        command.addAll(List.of("-nostdin", "-buff_size", "4000000"));
        command.addAll(List.of(more));
        return command;
    }

    /** Calls at this rate for so long, and returns when all of them have ended. */
    Outcome calls(int port, double rate, Duration time, Program phone) {
        long calls = Math.max(1, Math.round(rate * time.toMillis() / 1e3));
        long repeated = repeated(phone);
        Path statistics = directory.resolve("calls-" + ++number + ".csv");
        List<String> command = command(
                scenario,
                Scratch.freePort(),
                "-s",
                "100",
                "-r",
                Long.toString(Math.max(1, Math.round(rate * 10))),
                "-rp",
                "10000",
                "-m",
                Long.toString(calls),
                "-l",
                "20000",
                "-trace_stat",
                "-stf",
                statistics.toString(),
                "-trace_counts",
                "-fd",
                "1",
                "-timeout",
                time.toSeconds() + LONGEST_CALL_SECONDS + "s",
                "-default_behaviors",
                "all,-bye",
                "127.0.0.1:" + port);
        long began = System.nanoTime();
        try (var callers = Program.start(directory, "callers", command)) {
            callers.ended(time.plusSeconds(LONGEST_CALL_SECONDS + 10));
            double seconds = (System.nanoTime() - began) / 1e9 - TALK_SECONDS;
            // The phone writes down what it has counted once a second.
            Meter.pause(Duration.ofMillis(1_100));
            Map<String, String> total = lastRow(statistics);
            Map<String, String> counts = lastRow(counts("caller", callers));
            long made = Long.parseLong(total.getOrDefault("TotalCallCreated", "0"));
            long good = Long.parseLong(total.getOrDefault("SuccessfulCall(C)", "0"));
            return new Outcome(
                    rate,
                    calls,
                    calls - Math.min(made, good),
                    Long.parseLong(counts.getOrDefault("0_INVITE_Retrans", "0")) + repeated(phone) - repeated,
                    Math.max(1e-3, seconds),
                    millis(total.getOrDefault("ResponseTime1(C)", "00:00:00:000000")));
        }
    }

    private long repeated(Program phone) {
        return Long.parseLong(lastRow(counts("phone", phone)).getOrDefault("0_INVITE_Retrans", "0"));
    }

    private Path counts(String scenarioName, Program sipp) {
        return directory.resolve(scenarioName + "_" + sipp.pid() + "_counts.csv");
    }

    private static double millis(String time) {
        String[] parts = time.split(":");
        return ((Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1])) * 60 + Long.parseLong(parts[2])) * 1e3
                + Long.parseLong(parts[3]) / 1e3;
    }

    /** Column by column; nothing if there is no row yet. */
    private static Map<String, String> lastRow(Path file) {
        try {
            if (!Files.exists(file)) {
                return Map.of();
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            // One that is being written is not whole.
            for (int i = lines.size() - 1; i > 0; i--) {
                List<String> names = Arrays.asList(lines.getFirst().split(";"));
                List<String> values = Arrays.asList(lines.get(i).split(";"));
                if (values.size() == names.size()) {
                    var row = new HashMap<String, String>();
                    for (int column = 0; column < names.size(); column++) {
                        row.put(names.get(column), values.get(column));
                    }
                    return row;
                }
            }
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
