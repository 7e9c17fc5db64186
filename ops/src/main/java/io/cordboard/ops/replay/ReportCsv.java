package io.cordboard.ops.replay;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a report as CSV: one line for each column, interval and queue. An empty queue means all of them, an empty interval the
 * whole log; what cannot be said is empty.
 */
final class ReportCsv {

    private static final String[] HEADER = {
        "column",
        "interval",
        "queue",
        "contacts",
        "answered",
        "abandoned",
        "unanswered",
        "abandoned_share",
        "asa_s",
        "wait_50_s",
        "wait_90_s",
        "wait_95_s",
        "wait_99_s",
        "longest_wait_s",
        "service_level",
        "within_s",
        "handling_s",
        "occupancy"
    };

    private final Report report;
    private final CSVPrinter out;

    private ReportCsv(Report report, CSVPrinter out) {
        this.report = report;
        this.out = out;
    }

    static String of(Report report) {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader(HEADER)
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter out = new CSVPrinter(text, format)) {
            ReportCsv csv = new ReportCsv(report, out);
            for (Column column : report.columns()) {
                csv.print(column);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void print(Column column) throws IOException {
        row(column, "", "", column.total(), "", number(column.occupancy()));
        for (int queue = 0; queue < report.queues().size(); queue++) {
            row(column, "", report.queues().get(queue), column.queues().get(queue), within(column, queue), "");
        }
        for (var interval : column.intervals().entrySet()) {
            String from = interval.getKey().toString();
            row(column, from, "", interval.getValue().total(), "", "");
            for (var queue : interval.getValue().queues().entrySet()) {
                row(
                        column,
                        from,
                        report.queues().get(queue.getKey()),
                        queue.getValue(),
                        within(column, queue.getKey()),
                        "");
            }
        }
    }

    private void row(Column column, String interval, String queue, Figures figures, String within, String occupancy)
            throws IOException {
        out.printRecord(
                column.name(),
                interval,
                queue,
                figures.contacts(),
                figures.answered(),
                figures.abandoned(),
                figures.unanswered(),
                number(figures.abandonedShare()),
                number(figures.asaSeconds()),
                number(figures.p50Seconds()),
                number(figures.p90Seconds()),
                number(figures.p95Seconds()),
                number(figures.p99Seconds()),
                number(figures.longestSeconds()),
                number(figures.serviceLevel()),
                within,
                number(figures.handlingSeconds()),
                occupancy);
    }

    private static String within(Column column, int queue) {
        return number(column.targets().get(queue).toMillis() / 1e3);
    }

    private static String number(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%.6f", number) : "";
    }
}
