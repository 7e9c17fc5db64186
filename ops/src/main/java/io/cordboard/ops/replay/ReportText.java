package io.cordboard.ops.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Shows a report as a table. */
final class ReportText {

    private static final int LABEL = 22;
    private static final int LEAST_WIDTH = 12;

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private ReportText(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        return new ReportText(report).text();
    }

    private String text() {
        row("", Column::name);
        table("all queues", Column::total, ReportText::target);
        row("  occupancy", column -> share(column.occupancy()));
        for (int i = 0; i < report.queues().size(); i++) {
            int queue = i;
            table(
                    report.queues().get(i),
                    column -> column.queues().get(queue),
                    column -> shown(column.targets().get(queue)));
        }
        report.decisions().ifPresent(decisions -> text.append('\n').append(decisions.text()));
        text.append('\n');
        report.notes().forEach(note -> text.append("* ").append(note).append('\n'));
        return text.toString();
    }

    private void table(String title, Function<Column, Figures> of, Function<Column, String> target) {
        text.append(title).append('\n');
        row("  contacts", of.andThen(figures -> count(figures.contacts())));
        row("  answered", of.andThen(figures -> count(figures.answered())));
        row("  abandoned", of.andThen(figures -> count(figures.abandoned())));
        row("  abandoned share", of.andThen(figures -> share(figures.abandonedShare())));
        if (report.columns().stream().anyMatch(column -> of.apply(column).unanswered() > 0)) {
            row("  unanswered", of.andThen(figures -> count(figures.unanswered())));
        }
        row("  ASA", of.andThen(figures -> seconds(figures.asaSeconds())));
        row("  wait, 50 %", of.andThen(figures -> seconds(figures.p50Seconds())));
        row("  wait, 90 %", of.andThen(figures -> seconds(figures.p90Seconds())));
        row("  wait, 95 %", of.andThen(figures -> seconds(figures.p95Seconds())));
        row("  wait, 99 %", of.andThen(figures -> seconds(figures.p99Seconds())));
        row("  longest wait", of.andThen(figures -> seconds(figures.longestSeconds())));
        row("  service level", of.andThen(figures -> share(figures.serviceLevel())));
        row("    within", target);
    }

    private void row(String label, Function<Column, String> cell) {
        StringBuilder row = new StringBuilder(pad(label, LABEL));
        for (Column column : report.columns()) {
            int width = Math.max(LEAST_WIDTH, column.name().length() + 2);
            String shown = cell.apply(column);
            row.append(" ".repeat(Math.max(1, width - shown.length()))).append(shown);
        }
        text.append(row.toString().stripTrailing()).append('\n');
    }

    private static String pad(String label, int width) {
        return label + " ".repeat(Math.max(0, width - label.length()));
    }

    private static String target(Column column) {
        Set<Duration> different = new HashSet<>(column.targets());
        return different.size() == 1 ? shown(column.targets().getFirst()) : "by queue";
    }

    private static String shown(Duration target) {
        List<String> parts = new ArrayList<>();
        if (target.toMinutes() > 0) {
            parts.add(target.toMinutes() + " min");
        }
        if (target.toMinutes() == 0 || target.toSecondsPart() > 0 || target.toNanosPart() > 0) {
            parts.add(
                    target.toNanosPart() == 0
                            ? target.toSecondsPart() + " s"
                            : String.format(
                                    Locale.ROOT, "%.3f s", target.toSecondsPart() + target.toNanosPart() / 1e9));
        }
        return String.join(" ", parts);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%,.1f s", seconds);
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
