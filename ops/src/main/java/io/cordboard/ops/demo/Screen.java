package io.cordboard.ops.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the person in front of the terminal sees: a table that is drawn over itself, or, where there is no terminal, lines. */
final class Screen {

    /** One queue, or all of them. */
    record Row(String name, Figures figures, Duration target, double share) {}

    /** Everything that is shown at one moment. */
    record Picture(
            Duration elapsed,
            Duration duration,
            List<Row> rows,
            Map<String, Integer> agents,
            int workInHand,
            int turnedAway,
            String note) {}

    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";
    private static final int BAR = 40;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colours;
    private int drawn;
    private long lastLine = Long.MIN_VALUE;

    /** @param terminal whether the cursor can be moved */
    Screen(PrintStream out, boolean terminal, boolean colours) {
        this.out = out;
        this.terminal = terminal;
        this.colours = terminal && colours;
    }

    void say(String line) {
        out.println(line);
        drawn = 0;
    }

    void show(Picture picture) {
        if (!terminal) {
            // Every five seconds: a log has no use for more.
            if (picture.elapsed().toSeconds() >= lastLine + 5) {
                lastLine = picture.elapsed().toSeconds();
                out.println(line(picture));
                out.flush();
            }
            return;
        }
        var text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        List<String> lines = lines(picture);
        lines.forEach(line -> text.append("\u001b[2K").append(line).append('\n'));
        drawn = lines.size();
        out.print(text);
        out.flush();
    }

    private List<String> lines(Picture p) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("  " + paint(BOLD, "Cordboard demo") + "   " + clock(p.elapsed()) + " of " + clock(p.duration())
                + "   " + progress(p) + "   " + paint(DIM, p.note()));
        lines.add("");
        lines.add(paint(
                DIM,
                "  %-10s %8s %9s %12s %9s %10s %9s %8s %9s"
                        .formatted(
                                "queue",
                                "waiting",
                                "longest",
                                "in progress",
                                "answered",
                                "abandoned",
                                "SL",
                                "target",
                                "ASA")));
        for (Row row : p.rows()) {
            lines.add(row(row));
        }
        lines.add("");
        lines.add("  agents     " + agents(p) + paint(DIM, "   " + p.workInHand() + " conversations in hand"));
        lines.add("  customers  " + total(p).arrivals() + " have come"
                + (p.turnedAway() > 0 ? paint(RED, ", " + p.turnedAway() + " could not get in") : ""));
        lines.add("");
        return lines;
    }

    private static Figures total(Picture p) {
        return p.rows().getLast().figures();
    }

    private String progress(Picture p) {
        int done = (int) Math.min(
                BAR, BAR * p.elapsed().toMillis() / Math.max(1, p.duration().toMillis()));
        return paint(GREEN, "━".repeat(done)) + paint(DIM, "━".repeat(BAR - done));
    }

    private String row(Row row) {
        Figures f = row.figures();
        boolean all = row.name().equals("all");
        String waiting = "%8d".formatted(f.waiting());
        String level = f.serviceLevel() < 0 ? "%9s".formatted("-") : "%8.1f%%".formatted(f.serviceLevel() * 100);
        String line = "  %-10s ".formatted(row.name())
                + (f.waiting() > 0 ? paint(YELLOW, waiting) : waiting)
                + " %9s %12d %9d %10d "
                        .formatted(
                                f.waiting() > 0 ? clock(f.longestWait()) : "-",
                                f.inProgress(),
                                f.answered(),
                                f.abandoned())
                + (all || f.serviceLevel() < 0 ? level : paint(f.serviceLevel() < row.share() ? RED : GREEN, level))
                + " %8s %9s"
                        .formatted(
                                all ? "" : row.target().toSeconds() + " s",
                                f.everAnswered() == 0 ? "-" : seconds(f.asa()));
        return all ? paint(BOLD, line) : line;
    }

    private String agents(Picture p) {
        var parts = new ArrayList<String>();
        p.agents()
                .forEach((state, count) -> parts.add(
                        switch (state) {
                            case "busy" -> paint(YELLOW, state + ' ' + count);
                            case "idle" -> paint(GREEN, state + ' ' + count);
                            default -> state + ' ' + count;
                        }));
        return String.join("   ", parts);
    }

    private static String line(Picture p) {
        Figures f = total(p);
        return String.format(
                Locale.ROOT,
                "%s  arrived %d  waiting %d (longest %s)  in progress %d  answered %d  abandoned %d  SL %s  ASA %s  agents %s",
                clock(p.elapsed()),
                f.arrivals(),
                f.waiting(),
                clock(f.longestWait()),
                f.inProgress(),
                f.answered(),
                f.abandoned(),
                percent(f.serviceLevel()),
                seconds(f.asa()),
                p.agents());
    }

    static String percent(double share) {
        return share < 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    static String clock(Duration duration) {
        return String.format(Locale.ROOT, "%02d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    String good(String text) {
        return paint(GREEN, text);
    }

    String bad(String text) {
        return paint(RED, text);
    }

    String bold(String text) {
        return paint(BOLD, text);
    }

    /** A line within a line that is painted ends both. */
    private String paint(String colour, String text) {
        return colours ? colour + text.replace(PLAIN, PLAIN + colour) + PLAIN : text;
    }
}
