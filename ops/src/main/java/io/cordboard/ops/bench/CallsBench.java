package io.cordboard.ops.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Benchmark i: calls through our queue, through a bare B2BUA on the same SIP stack, and through Kamailio: what one costs at the same
 * rate, and how many there can be.
 */
final class CallsBench {

    private static final int AGENTS = 1_000;
    private static final int MOST_WARM_WINDOWS = 10;
    private static final double COMPILING = 0.05;
    private static final double STEP = 1.25;
    private static final int MOST_STEPS = 6;

    private final BenchSettings settings;
    private final Report report;
    private final Scratch scratch;
    private final List<String> parts;

    CallsBench(BenchSettings settings, Report report, Scratch scratch, List<String> parts) {
        this.settings = settings;
        this.report = report;
        this.scratch = scratch;
        this.parts = parts;
    }

    /** What a server did at one rate, and the CPU seconds that it took for it. */
    record Spent(Sipp.Outcome outcome, double cpu) {
        double micros() {
            return cpu / Math.max(1, outcome.calls()) * 1e6;
        }
    }

    void run() {
        report.heading(
                "i: calls through our queue, a bare B2BUA on the same stack, Kamailio; SIPp calls and is called");
        var sipp = new Sipp(scratch.directory());
        int phonePort = Scratch.freePort();
        String agents = Integer.toString(settings.size(AGENTS, 20));
        String to = Integer.toString(phonePort);
        try (var phone = sipp.phone(phonePort);
                var ours = CallServer.part("our queue", scratch.directory(), parts, "centre", to, agents);
                var bare = CallServer.part("bare B2BUA", scratch.directory(), parts, "b2bua", to);
                var kamailio = CallServer.kamailio(scratch.directory(), phonePort)) {
            warmUp(sipp, phone, ours, 80);
            warmUp(sipp, phone, bare, 200);
            List<CallServer> servers = List.of(ours, bare, kamailio);
            most(sipp, phone, servers, costs(sipp, phone, servers));
        }
    }

    /** Calls at a moderate rate until the compiler took hardly any CPU of two windows in a row. */
    private void warmUp(Sipp sipp, Program phone, CallServer server, int rate) {
        int windows = 0;
        int warm = 0;
        double compiling = 1;
        while (windows < settings.size(MOST_WARM_WINDOWS, 1) && warm < 2) {
            double cpu = server.program().cpu();
            double compiled = server.ask("look").path("compiling").asDouble();
            var _ = sipp.calls(server.port(), settings.size(rate, 10), length(4), phone);
            compiling = (server.ask("look").path("compiling").asDouble() - compiled)
                    / Math.max(0.01, server.program().cpu() - cpu);
            windows++;
            warm = compiling < COMPILING ? warm + 1 : 0;
        }
        report.line(
                "warm-up  %-28s %2d windows, in the last the compiler took %.1f %%",
                server.name(), windows, compiling * 100);
    }

    /** There and back at the same rate, far from what any of them can do; returns the microseconds of each. */
    private double[] costs(Sipp sipp, Program phone, List<CallServer> servers) {
        double rate = settings.size(60, 10);
        List<Spent> there =
                servers.stream().map(s -> spend(sipp, phone, s, rate, 6)).toList();
        List<Spent> back = servers.reversed().stream()
                .map(s -> spend(sipp, phone, s, rate, 6))
                .toList()
                .reversed();
        double[] micros = new double[servers.size()];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = (there.get(i).micros() + back.get(i).micros()) / 2;
            report.figure("i: CPU of a call, " + servers.get(i).name(), micros[i], "us");
        }
        double ratio = micros[0] / micros[2];
        report.figure("i: CPU of ours / bare B2BUA's", micros[0] / micros[1], "");
        report.aim("i: CPU of a queued call / Kamailio's", ratio, "<= 1.5", ratio <= 1.5);
        return micros;
    }

    private Spent spend(Sipp sipp, Program phone, CallServer server, double rate, int seconds) {
        server.program().requireAlive();
        double before = server.program().cpu();
        var outcome = sipp.calls(server.port(), rate, length(seconds), phone);
        var spent = new Spent(outcome, Math.max(0.005, server.program().cpu() - before));
        report.line(
                "%-13s %,7.0f/s  %,7d calls, %d failed, %d INVITEs again, answered after %.1f ms   CPU %6.2f s = %,8.1f us each%s",
                server.name(),
                rate,
                outcome.calls(),
                outcome.failed(),
                outcome.invitesAgain(),
                outcome.answeredMillis(),
                spent.cpu(),
                spent.micros(),
                outcome.isGood() ? "" : "   too much");
        if (!outcome.isGood()) {
            // What has been too much is still being dealt with.
            Meter.pause(Duration.ofSeconds(2));
        }
        return spent;
    }

    /**
     * The highest rate of each at which at most one in a thousand fails and one INVITE in a thousand is repeated, there and back.
     *
     * @param micros what a call costs: where to begin
     */
    private void most(Sipp sipp, Program phone, List<CallServer> servers, double[] micros) {
        double[] there = new double[servers.size()];
        double[] back = new double[servers.size()];
        for (int i = 0; i < there.length; i++) {
            // SIPp takes its part of two processors, too.
            double begin = settings.quick() ? 10 : 0.7e6 / (micros[i] + 300);
            there[i] = highest(sipp, phone, servers.get(i), begin);
        }
        for (int i = there.length - 1; i >= 0; i--) {
            back[i] = settings.quick() ? there[i] : highest(sipp, phone, servers.get(i), there[i]);
            report.figure(
                    "i: calls/s, " + servers.get(i).name(),
                    (there[i] + back[i]) / 2,
                    String.format(Locale.ROOT, "(%.0f, %.0f)", there[i], back[i]));
        }
        double ratio = (there[0] + back[0]) / (there[1] + back[1]);
        report.aim("i: queued calls/s / bare B2BUA's", ratio, ">= 0.8", ratio >= 0.8);
    }

    /** Steps of a quarter, up from what is good, or down from what is not; what is not good is tried twice. */
    private double highest(Sipp sipp, Program phone, CallServer server, double begin) {
        double rate = begin;
        boolean good = isGood(sipp, phone, server, rate);
        boolean up = good;
        for (int steps = 1; steps < settings.size(MOST_STEPS, 1) && good == up; steps++) {
            double next = up ? rate * STEP : rate / STEP;
            good = isGood(sipp, phone, server, next);
            if (good || !up) {
                rate = next;
            }
        }
        return rate;
    }

    private boolean isGood(Sipp sipp, Program phone, CallServer server, double rate) {
        return spend(sipp, phone, server, rate, 4).outcome().isGood()
                || !settings.quick()
                        && spend(sipp, phone, server, rate, 4).outcome().isGood();
    }

    /** So many tenths of a window. */
    private Duration length(int tenths) {
        return settings.window().multipliedBy(tenths).dividedBy(10);
    }
}
