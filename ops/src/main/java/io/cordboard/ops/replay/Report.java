package io.cordboard.ops.replay;

import java.util.List;
import java.util.Optional;

/**
 * Outcomes side by side: as recorded first, then one column for each policy.
 *
 * @param queues their names, in the order of {@link Column#queues}
 * @param notes where the figures come from, what was assumed, what was left out
 * @param decisions those recorded, held against the kernel's; absent for a log, which has none
 */
public record Report(List<String> queues, List<String> notes, List<Column> columns, Optional<Decisions> decisions) {

    public Report {
        queues = List.copyOf(queues);
        notes = List.copyOf(notes);
        columns = List.copyOf(columns);
    }

    /** For people: total and queues, without intervals. */
    public String text() {
        return ReportText.of(this);
    }

    public String json() {
        return ReportJson.of(this);
    }

    /** One line for each column, interval and queue. */
    public String csv() {
        return ReportCsv.of(this);
    }
}
