package io.cordboard.ops.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** Writes a report as one JSON object. Shares are of 0 to 1, times in seconds; what cannot be said is null. */
final class ReportJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Report report;

    private ReportJson(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(new ReportJson(report).json());
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private ObjectNode json() {
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        report.decisions().ifPresent(decisions -> decisions.write(json.putObject("decisions")));
        ArrayNode columns = json.putArray("columns");
        report.columns().forEach(column -> columns.add(column(column)));
        return json;
    }

    private ObjectNode column(Column column) {
        ObjectNode json = MAPPER.createObjectNode().put("name", column.name());
        put(json, "occupancy", column.occupancy());
        json.set("total", figures(column.total()));
        ObjectNode queues = json.putObject("queues");
        for (int queue = 0; queue < report.queues().size(); queue++) {
            ObjectNode figures = figures(column.queues().get(queue));
            put(figures, "withinSeconds", column.targets().get(queue).toMillis() / 1e3);
            queues.set(report.queues().get(queue), figures);
        }
        if (!column.intervals().isEmpty()) {
            ArrayNode intervals = json.putArray("intervals");
            column.intervals().forEach((from, interval) -> {
                ObjectNode each = intervals.addObject().put("from", from.toString());
                each.set("total", figures(interval.total()));
                ObjectNode own = each.putObject("queues");
                interval.queues()
                        .forEach((queue, figures) -> own.set(report.queues().get(queue), figures(figures)));
            });
        }
        return json;
    }

    private static ObjectNode figures(Figures figures) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("contacts", figures.contacts())
                .put("answered", figures.answered())
                .put("abandoned", figures.abandoned())
                .put("unanswered", figures.unanswered());
        put(json, "abandonedShare", figures.abandonedShare());
        put(json, "asaSeconds", figures.asaSeconds());
        put(json, "wait50Seconds", figures.p50Seconds());
        put(json, "wait90Seconds", figures.p90Seconds());
        put(json, "wait95Seconds", figures.p95Seconds());
        put(json, "wait99Seconds", figures.p99Seconds());
        put(json, "longestWaitSeconds", figures.longestSeconds());
        put(json, "serviceLevel", figures.serviceLevel());
        put(json, "handlingSeconds", figures.handlingSeconds());
        return json;
    }

    private static void put(ObjectNode json, String name, double number) {
        if (Double.isFinite(number)) {
            json.put(name, number);
        } else {
            json.putNull(name);
        }
    }
}
