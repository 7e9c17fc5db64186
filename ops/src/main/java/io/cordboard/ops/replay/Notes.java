package io.cordboard.ops.replay;

import io.cordboard.routing.expression.Path;
import io.cordboard.routing.policy.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a reader of a report must know: where its figures come from, what was assumed, what was left out. */
final class Notes {

    static final String WAITS =
            "waits: of those answered and those who hung up, nearest rank; ASA: mean wait of those answered";

    private Notes() {}

    static String serviceLevel(PolicyChoice first) {
        return "service level: answered within the target / (answered + abandoned after more than the target + unanswered);"
                + " as recorded, it is counted with the targets of " + first.name();
    }

    static List<String> of(Trace trace, ReplaySettings settings, Staff staff, Unsaid unsaid) {
        List<String> notes = trace.notes();
        notes.add(serviceLevel(settings.policies().getFirst()));
        notes.add(WAITS);
        staff(notes, settings, staff);
        patience(notes, trace, settings, unsaid);
        notes.add(
                "handling time: as recorded, from start to end of the service; of who hung up, drawn from those recorded"
                        + " in the queue");
        left(notes, settings, "overflow", policy -> !policy.overflow().rules().isEmpty());
        unknown(notes, trace, settings);
        left(notes, settings, "lastAgent", policy -> policy.lastAgent().isPresent());
        return notes;
    }

    private static void staff(List<String> notes, ReplaySettings settings, Staff staff) {
        if (settings.agents().isPresent()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "agents of the runs: of %s, %,d shifts",
                    settings.agents().get().getFileName(),
                    staff.shifts().size()));
        } else {
            notes.add(String.format(
                    Locale.ROOT,
                    "agents of the runs: as the log shows them, %,d shifts: from the first to the last service of a day, a gap"
                            + " of more than %s ends a shift, in every queue in which they are seen",
                    staff.shifts().size(),
                    settings.longestGap()));
        }
        if (staff.overlaps() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d services began while their agent was at another; in the runs agents take one call at a time",
                    staff.overlaps()));
        }
    }

    static void patience(List<String> notes, Trace trace, ReplaySettings settings, Unsaid unsaid) {
        StringBuilder means = new StringBuilder();
        for (int queue = 0; queue < trace.queues().size() && queue < 10; queue++) {
            double mean = unsaid.meanPatienceSeconds(queue);
            means.append(means.isEmpty() ? "" : ", ")
                    .append(trace.queues().get(queue))
                    .append(' ')
                    .append(Double.isInfinite(mean) ? "endless" : String.format(Locale.ROOT, "%.1f s", mean));
        }
        notes.add("patience: of who hung up, the wait; of who was answered, exponential beyond the wait, by seed "
                + settings.seed() + ", with the mean (time waited / number who hung up) " + means
                + (trace.queues().size() > 10 ? ", ..." : ""));
    }

    private static void unknown(List<String> notes, Trace trace, ReplaySettings settings) {
        for (PolicyChoice choice : settings.policies()) {
            Set<Path> unknown = new TreeSet<>();
            trace.queues().forEach(queue -> unknown.addAll(Asked.unknown(choice.of(queue), trace.attributes())));
            if (!unknown.isEmpty()) {
                notes.add("no column of the log says " + unknown + ", for which " + choice.name()
                        + " asks: what is unknown makes a condition false");
            }
        }
    }

    private static void left(List<String> notes, ReplaySettings settings, String part, Predicate<Policy> has) {
        List<String> names = settings.policies().stream()
                .filter(choice -> has.test(choice.everywhere())
                        || choice.own().values().stream().anyMatch(has))
                .map(PolicyChoice::name)
                .toList();
        if (!names.isEmpty()) {
            notes.add("not simulated: " + part + " of " + String.join(", ", names));
        }
    }
}
