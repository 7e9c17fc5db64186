package io.cordboard.ops.replay.fit;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** Shows a fit as a table. */
final class FitText {

    private static final int LABEL = 22;
    private static final int WIDTH = 17;

    private final StringBuilder text = new StringBuilder();

    private FitText() {}

    static String of(FitReport report) {
        FitText fit = new FitText();
        fit.line("who is served next", Discipline::word, "by chance");
        fit.table("all queues", report.total());
        for (int queue = 0; queue < report.queues().size(); queue++) {
            fit.table(report.queues().get(queue), report.each().get(queue));
        }
        fit.text.append('\n');
        report.notes().forEach(fit::note);
        fit.note(
                "services: those that left others of their queue waiting, as if any of these could have been served instead;"
                        + " who arrived, hung up or was served at the same instant is not counted among these");
        fit.note(
                "hits: the share in which the discipline would have served the same one; of equals each counts in part;"
                        + " by chance: a draw among all who waited");
        fit.note("beyond chance: (hits - hits by chance) / (1 - hits by chance); below "
                + share(Fitted.LEAST_BEYOND_CHANCE) + " it is none of these");
        fit.note("mean place: of the one served, in the order of the discipline, 1 if always first");
        fit.note("age credit: a point of priority counts as so many seconds of age; of each second from 1 to "
                + Hits.MOST_SECONDS + " the one that hits most, and in brackets those that hit as often; it must hit "
                + share(Fitted.LEAST_GAIN) + " and " + Fitted.LEAST_SERVICES
                + " services more than the others to be the best");
        return fit.text.toString();
    }

    private void note(String note) {
        text.append("* ").append(note).append('\n');
    }

    private void table(String title, Fitted fitted) {
        text.append(title).append('\n');
        text.append(String.format(Locale.ROOT, "  services %,31d%n", fitted.services()));
        if (fitted.services() == 0) {
            return;
        }
        line(
                "  hits",
                each -> share(fitted.of(each).hits()),
                share(fitted.chance().hits()));
        line("  beyond chance", each -> share(fitted.beyondChance(each)), "");
        line(
                "  mean place",
                each -> number(fitted.of(each).place()),
                number(fitted.chance().place()));
        line("  credit", each -> each == Discipline.CREDIT ? credit(fitted) : "", "");
        text.append("  best: ").append(best(fitted)).append('\n');
    }

    private static String best(Fitted fitted) {
        return fitted.best()
                .map(best -> best == Discipline.CREDIT ? best.word() + " of " + seconds(fitted.credit()) : best.word())
                .orElse("none of these");
    }

    private static String credit(Fitted fitted) {
        return seconds(fitted.credit()) + " (" + fitted.from().toSeconds() + "-"
                + fitted.to().toSeconds() + ')';
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    private void line(String label, Function<Discipline, String> cell, String last) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + LABEL + "s", label));
        for (Discipline each : Discipline.values()) {
            line.append(String.format(Locale.ROOT, "%" + WIDTH + "s", cell.apply(each)));
        }
        line.append(String.format(Locale.ROOT, "%" + WIDTH + "s", last));
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
