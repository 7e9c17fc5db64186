package io.cordboard.ops.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What was measured: told line by line while it is, and kept for the end. */
public final class Report {

    /** A goal, what was reached, and whether that is enough. */
    public record Aim(String name, double reached, String wanted, boolean met) {}

    private final Consumer<String> out;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<Aim> aims = new ArrayList<>();

    Report(Consumer<String> out) {
        this.out = out;
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is not on the class path
    void line(String format, Object... values) {
        out.accept(String.format(Locale.ROOT, format, values));
    }

    void heading(String text) {
        out.accept("");
        out.accept("== " + text);
    }

    void sample(Sample s) {
        samples.add(s);
        line(
                "%-34s %,10d in %6.2f s = %,10.0f/s   CPU %6.2f s (jvm %.2f, db %.2f) = %,8.1f us each",
                s.name(),
                s.operations(),
                s.seconds(),
                s.perSecond(),
                s.cpu().total(),
                s.cpu().jvm(),
                s.cpu().database(),
                s.cpuMicros());
    }

    void figure(String name, double value, String unit) {
        figures.put(name, value);
        line("%-34s %,14.3f %s", name, value, unit);
    }

    void pair(String name, Pair p) {
        figures.put(name, p.ratio());
        figures.put(name + " per CPU", p.cpuRatio());
        line(
                "%-34s rates %.3f, for the same CPU %.3f   (A-B-B-A; the two of each differ by %.0f %% and %.0f %%)",
                name, p.ratio(), p.cpuRatio(), p.a().spread() * 100, p.b().spread() * 100);
    }

    void aim(String name, double reached, String wanted, boolean met) {
        aims.add(new Aim(name, reached, wanted, met));
    }

    /** What was to be reached, and what was. */
    void conclude() {
        if (!aims.isEmpty()) {
            heading("Aims");
            aims.forEach(a -> line(
                    "%-8s %-46s %,12.3f   wanted %s", a.met() ? "met" : "MISSED", a.name(), a.reached(), a.wanted()));
        }
    }

    public List<Aim> aims() {
        return List.copyOf(aims);
    }

    public Map<String, Double> figures() {
        return Map.copyOf(figures);
    }

    /** The same for programs. */
    public String json() {
        ObjectNode root = JsonMapper.builder().build().createObjectNode();
        var rows = root.putArray("samples");
        samples.forEach(s -> rows.addObject()
                .put("name", s.name())
                .put("operations", s.operations())
                .put("seconds", s.seconds())
                .put("jvmCpuSeconds", s.cpu().jvm())
                .put("databaseCpuSeconds", s.cpu().database()));
        var numbers = root.putObject("figures");
        figures.forEach(numbers::put);
        var goals = root.putArray("aims");
        aims.forEach(a -> goals.addObject()
                .put("name", a.name())
                .put("reached", a.reached())
                .put("wanted", a.wanted())
                .put("met", a.met()));
        return root.toPrettyString();
    }
}
