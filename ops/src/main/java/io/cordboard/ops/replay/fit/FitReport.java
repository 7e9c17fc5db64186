package io.cordboard.ops.replay.fit;

import java.util.List;

/**
 * How well simple disciplines say who was served next.
 *
 * @param queues their names, in the order of {@code each}
 * @param notes where the figures come from, what was left out
 * @param total all queues together, with one age credit for all
 * @param each by queue, with an age credit of its own
 */
public record FitReport(List<String> queues, List<String> notes, Fitted total, List<Fitted> each) {

    public FitReport {
        queues = List.copyOf(queues);
        notes = List.copyOf(notes);
        each = List.copyOf(each);
    }

    /** For people. */
    public String text() {
        return FitText.of(this);
    }

    public String json() {
        return FitFiles.json(this);
    }

    /** One line for each queue and discipline; an empty queue means all of them. */
    public String csv() {
        return FitFiles.csv(this);
    }
}
