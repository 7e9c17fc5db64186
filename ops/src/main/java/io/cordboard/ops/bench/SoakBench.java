package io.cordboard.ops.bench;

import java.time.Duration;
import java.util.List;

/**
 * Benchmark k: calls at half of what the queue can take, with rooms of the real engine, for a long time. Then nothing may be left of
 * them, and no more memory be in use than after the first half.
 */
final class SoakBench {

    private static final int AGENTS = 1_000;
    /** Transactions stay for 32 s, and longer on a machine that others use. */
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(90);

    private static final double STEP = 1.3;
    private static final int MOST_STEPS = 8;

    private final BenchSettings settings;
    private final Report report;
    private final List<String> parts;

    SoakBench(BenchSettings settings, Report report, List<String> parts) {
        this.settings = settings;
        this.report = report;
        this.parts = parts;
    }

    void run() {
        report.heading(
                "k: calls at half of saturation for " + settings.soak().toSeconds() + " s, then nothing may be left");
        try (var scratch = Scratch.open()) {
            var sipp = new Sipp(scratch.directory());
            int phonePort = Scratch.freePort();
            try (var phone = sipp.phone(phonePort);
                    var ours = CallServer.part(
                            "our queue",
                            scratch.directory(),
                            parts,
                            "centre",
                            Integer.toString(phonePort),
                            Integer.toString(settings.size(AGENTS, 20)),
                            "rooms")) {
                soak(sipp, phone, ours);
            }
        }
    }

    private void soak(Sipp sipp, Program phone, CallServer ours) {
        double rate = saturation(sipp, phone, ours) / 2;
        Duration half = settings.soak().dividedBy(2);
        SoakLook begin = quiet("before", ours);
        Sipp.Outcome first = calls(sipp, phone, ours, rate, half);
        SoakLook middle = quiet("middle", ours);
        Sipp.Outcome second = calls(sipp, phone, ours, rate, half);
        SoakLook end = quiet("end", ours);
        List<String> leaks = end.leaksSince(middle);
        leaks.forEach(leak -> report.line("LEFT     %s", leak));
        long failed = first.failed() + second.failed();
        double share = (double) failed / (first.calls() + second.calls());
        report.figure("k: calls/s", rate, "");
        report.figure("k: heap before", begin.heap() / 1e6, "MB");
        report.figure("k: heap in the middle", middle.heap() / 1e6, "MB");
        report.figure("k: heap at the end", end.heap() / 1e6, "MB");
        report.aim("k: calls", (double) first.calls() + second.calls(), "at most 1 in 1,000 failed", share <= 0.001);
        report.aim("k: kinds of things left over + 1", leaks.size() + 1, "= 1", leaks.isEmpty());
    }

    /** Up until too many fail; this warms up, too. */
    private double saturation(Sipp sipp, Program phone, CallServer ours) {
        double rate = settings.size(40, 10);
        var _ = calls(sipp, phone, ours, rate, settings.window().multipliedBy(2));
        double good = rate / STEP;
        for (int step = 0; step < settings.size(MOST_STEPS, 1); step++) {
            if (!calls(sipp, phone, ours, rate, settings.window().dividedBy(2)).isGood()) {
                return good;
            }
            good = rate;
            rate *= STEP;
        }
        return good;
    }

    private Sipp.Outcome calls(Sipp sipp, Program phone, CallServer ours, double rate, Duration time) {
        Sipp.Outcome outcome = sipp.calls(ours.port(), rate, time, phone);
        report.line(
                "%,7.0f/s  %,8d calls, %d failed, %d INVITEs again, answered after %.1f ms",
                rate, outcome.calls(), outcome.failed(), outcome.invitesAgain(), outcome.answeredMillis());
        return outcome;
    }

    /** What is there once nothing of a call is, or nothing of it goes any more. */
    private SoakLook quiet(String when, CallServer ours) {
        long end = System.nanoTime() + QUIET_WITHIN.toNanos();
        SoakLook look = SoakLook.of(ours.ask("rest"));
        while (!look.isQuiet() && System.nanoTime() < end) {
            Meter.pause(Duration.ofSeconds(1));
            look = SoakLook.of(ours.ask("rest"));
        }
        report.line("%-8s %s", when, look);
        return look;
    }
}
