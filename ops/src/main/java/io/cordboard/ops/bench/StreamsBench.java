package io.cordboard.ops.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Benchmark j: sound in G.711, of the engine that a node has in it and of rtpengine in user space: the CPU of a hundred telephones
 * that speak at once, and how regularly they are heard. What is told as late includes how late the load itself was.
 */
final class StreamsBench {

    private static final int MOST_WARM_WINDOWS = 8;
    private static final double COMPILING = 0.03;
    private static final double AIM = 8;

    private final BenchSettings settings;
    private final Report report;
    private final Scratch scratch;
    private final List<String> parts;
    private final int streams;

    StreamsBench(BenchSettings settings, Report report, Scratch scratch, List<String> parts) {
        this.settings = settings;
        this.report = report;
        this.scratch = scratch;
        this.parts = parts;
        this.streams = settings.size(240, 12);
    }

    void run() throws IOException {
        report.heading(
                "j: G.711 of " + streams + " telephones that speak at once, in calls of two, in conferences of three");
        double before = rtpengine();
        double relay = embedded("relay", 2);
        double mix = embedded("mix", 3);
        double after = settings.quick() ? before : rtpengine();
        report.figure("j: rtpengine relays, a core's", (before + after) / 2, "% per 100 streams");
        report.aim("j: embedded relay, % of a core per 100 streams", relay, "<= 8", relay <= AIM);
        report.aim("j: embedded mix, % of a core per 100 streams", mix, "<= 8", mix <= AIM);
    }

    /** The engine of a node, as a process of its own, with rooms of so many in which each hears all others. */
    private double embedded(String name, int each) throws IOException {
        try (var telephones = new Telephones(streams)) {
            var command = new ArrayList<>(parts);
            command.addAll(List.of("engine", Integer.toString(each)));
            for (int i = 0; i < streams; i++) {
                command.add(Integer.toString(telephones.port(i)));
            }
            try (var engine = Program.part(scratch.directory(), "engine", command)) {
                int[] ports = Arrays.stream(engine.greeting().split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                for (int i = 0; i < streams; i++) {
                    telephones.to(i, ports[i]);
                }
                telephones.start();
                warmUp(engine);
                double twice = (measure("embedded, " + name, engine, telephones)
                                + measure("embedded, " + name, engine, telephones))
                        / 2;
                tell("embedded " + name, telephones);
                report.figure("j: embedded " + name + ", a core's", twice, "% per 100 streams");
                return twice;
            }
        }
    }

    private void warmUp(Program engine) throws IOException {
        int warm = 0;
        int windows = 0;
        double compiling = 1;
        while (windows < settings.size(MOST_WARM_WINDOWS, 1) && warm < 2) {
            double cpu = engine.cpu();
            double compiled = compiling(engine);
            Meter.pause(settings.window().dividedBy(4));
            compiling = (compiling(engine) - compiled) / Math.max(0.01, engine.cpu() - cpu);
            windows++;
            warm = compiling < COMPILING ? warm + 1 : 0;
        }
        report.line(
                "warm-up  %-28s %2d windows, in the last the compiler took %.1f %%",
                "embedded engine", windows, compiling * 100);
    }

    private static double compiling(Program engine) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(engine.ask("look"))
                .path("compiling")
                .asDouble();
    }

    /** Debian's rtpengine in user space, which relays calls of two. */
    private double rtpengine() throws IOException {
        int control = Scratch.freePort();
        var command = List.of(
                Debian.program("rtpengine", "rtpengine-daemon"),
                "--config-file=none",
                "--table=-1",
                "--foreground",
                "--log-stderr",
                "--interface=127.0.0.1",
                "--listen-ng=127.0.0.1:" + control,
                "--port-min=40000",
                "--port-max=49999",
                "--num-threads=2",
                "--delete-delay=0");
        try (var telephones = new Telephones(streams);
                var rtpengine = Program.start(scratch.directory(), "rtpengine", command);
                var ng = new Ng(control)) {
            for (int i = 0; i + 1 < streams; i += 2) {
                int[] ports = ng.relay("call-" + i, telephones.port(i), telephones.port(i + 1));
                telephones.to(i, ports[0]);
                telephones.to(i + 1, ports[1]);
            }
            telephones.start();
            Meter.pause(settings.window().dividedBy(10));
            double percent = measure("rtpengine, relay", rtpengine, telephones);
            tell("rtpengine", telephones);
            return percent;
        }
    }

    /** Per cent of a core for a hundred streams in one window. */
    private double measure(String name, Program server, Telephones telephones) {
        Duration window = settings.window().multipliedBy(settings.quick() ? 2 : 1);
        double cpu = server.cpu();
        long heard = telephones.received();
        long said = telephones.sent();
        long began = System.nanoTime();
        telephones.measure(true);
        Meter.pause(window);
        telephones.measure(false);
        double seconds = (System.nanoTime() - began) / 1e9;
        double spent = Math.max(server.cpu() - cpu, 0.005);
        double percent = spent / seconds * 100 / streams * 100;
        report.line(
                "%-20s %,9d packets said, %,9d heard in %5.2f s   CPU %5.2f s = %5.2f %% of a core per 100 streams",
                name, telephones.sent() - said, telephones.received() - heard, seconds, spent, percent);
        if (telephones.received() == heard) {
            throw new IllegalStateException(
                    "Expected sound through " + name + ", but nothing was heard; " + server.lastWords());
        }
        return percent;
    }

    private void tell(String name, Telephones telephones) {
        double lost = 1 - (double) telephones.received() / telephones.sent();
        report.line(
                "%-20s off 20 ms by, in ms: p50 %.2f, p99 %.2f, p99.9 %.2f, worst %.2f;  the load late itself by: p50 %.2f, p99 %.2f,"
                        + " p99.9 %.2f, worst %.2f;  lost %.3f %%",
                name,
                telephones.heard().millis(50),
                telephones.heard().millis(99),
                telephones.heard().millis(99.9),
                telephones.heard().millis(100),
                telephones.said().millis(50),
                telephones.said().millis(99),
                telephones.said().millis(99.9),
                telephones.said().millis(100),
                Math.max(0, lost) * 100);
        report.figure("j: " + name + ", off 20 ms, p99.9", telephones.heard().millis(99.9), "ms");
        report.figure("j: " + name + ", off 20 ms, worst", telephones.heard().millis(100), "ms");
        report.figure("j: " + name + ", lost", Math.max(0, lost) * 100, "%");
    }
}
