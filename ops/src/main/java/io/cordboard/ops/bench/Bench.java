package io.cordboard.ops.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The one door to the benchmarks. */
public final class Bench {

    /** What can be measured. */
    public enum Name {
        /** Whole lifecycles on PostgreSQL, against the bare journal and against a table used as a queue. */
        DURABLE("a, b, c"),
        /** Routed interactions without a journal, against bare asks. */
        MEMORY("d"),
        /** How long a customer waits for the offer to reach an agent while the machine is well used, but not full. */
        LATENCY("e"),
        /** What is still done when twice as many come as can be served. */
        OVERLOAD("f"),
        /** What a decision costs when few or very many wait. */
        SCALE("g"),
        /** How long routing stands still when the router, or everything, is lost. */
        RECOVERY("h"),
        /** Calls through our queue, a bare B2BUA and Kamailio; sound through our engine and rtpengine. */
        VOICE("i, j"),
        /** Whether anything is left, or grows, when calls come for a long time. */
        SOAK("k");

        private final String letters;

        Name(String letters) {
            this.letters = letters;
        }

        /** The letters under which the aims name it. */
        public String letters() {
            return letters;
        }

        /** By its word or by one of its letters. */
        public static Name of(String word) {
            return Arrays.stream(values())
                    .filter(name -> name.word().equals(word)
                            || Arrays.asList(name.letters.split(", ")).contains(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Expected one of "
                            + Arrays.stream(values()).map(Name::word).toList() + " or a letter, but got '" + word
                            + "'"));
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Bench() {}

    /**
     * Measures what the settings name; tells each line as soon as it is known. Fails if anything was lost or doubled.
     *
     * @param parts the command that starts a part of ours as a process; its name and arguments follow
     */
    public static Report run(BenchSettings settings, List<String> parts, Consumer<String> out) throws Exception {
        var report = new Report(out);
        Machine.describe(report);
        if (settings.wants(Name.DURABLE)) {
            new DurableBench(settings, report).run();
        }
        if (settings.wants(Name.MEMORY)) {
            new MemoryBench(settings, report).run();
        }
        if (settings.wants(Name.LATENCY) || settings.wants(Name.OVERLOAD)) {
            new ArrivalsBench(settings, report).run();
        }
        if (settings.wants(Name.SCALE)) {
            new ScaleBench(settings, report).run();
        }
        if (settings.wants(Name.RECOVERY)) {
            new RecoveryBench(settings, report).run();
        }
        if (settings.wants(Name.VOICE)) {
            new VoiceBench(settings, report, parts).run();
        }
        if (settings.wants(Name.SOAK)) {
            new SoakBench(settings, report, parts).run();
        }
        report.conclude();
        return report;
    }
}
