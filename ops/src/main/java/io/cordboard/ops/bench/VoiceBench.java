package io.cordboard.ops.bench;

import java.util.List;

/** Benchmarks i and j: calls, and what is said in them. Everything is on this machine, and each server a process of its own. */
final class VoiceBench {

    private final BenchSettings settings;
    private final Report report;
    private final List<String> parts;

    /** @param parts the command that starts a part of ours, whose name and arguments follow */
    VoiceBench(BenchSettings settings, Report report, List<String> parts) {
        this.settings = settings;
        this.report = report;
        this.parts = parts;
    }

    void run() throws Exception {
        Debian.program("sipp", "sip-tester");
        Debian.program("kamailio", "kamailio");
        Debian.program("rtpengine", "rtpengine-daemon");
        try (var scratch = Scratch.open()) {
            new CallsBench(settings, report, scratch, parts).run();
            new StreamsBench(settings, report, scratch, parts).run();
        }
    }
}
