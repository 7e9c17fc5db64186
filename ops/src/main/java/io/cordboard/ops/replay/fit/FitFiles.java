package io.cordboard.ops.replay.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes a fit for machines. What cannot be said is null, or empty. */
final class FitFiles {

    private static final JsonMapper MAPPER = new JsonMapper();

    private FitFiles() {}

    static String json(FitReport report) {
        ObjectNode json = MAPPER.createObjectNode();
        report.notes().forEach(json.putArray("notes")::add);
        json.set("total", json(report.total()));
        ObjectNode queues = json.putObject("queues");
        for (int queue = 0; queue < report.queues().size(); queue++) {
            queues.set(report.queues().get(queue), json(report.each().get(queue)));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ObjectNode json(Fitted fitted) {
        ObjectNode json = MAPPER.createObjectNode().put("services", fitted.services());
        json.put("best", fitted.best().map(FitFiles::word).orElse(null));
        ObjectNode chance = json.putObject("chance");
        put(chance, "hits", fitted.chance().hits());
        put(chance, "meanPlace", fitted.chance().place());
        for (Discipline each : Discipline.values()) {
            ObjectNode own = json.putObject(word(each));
            put(own, "hits", fitted.of(each).hits());
            put(own, "beyondChance", fitted.beyondChance(each));
            put(own, "meanPlace", fitted.of(each).place());
            if (hasCredit(fitted, each)) {
                own.put("seconds", fitted.credit().toSeconds())
                        .put("fromSeconds", fitted.from().toSeconds())
                        .put("toSeconds", fitted.to().toSeconds());
            }
        }
        return json;
    }

    private static boolean hasCredit(Fitted fitted, Discipline discipline) {
        return discipline == Discipline.CREDIT && fitted.services() > 0;
    }

    private static void put(ObjectNode json, String name, double number) {
        json.put(name, Double.isFinite(number) ? (Double) number : null);
    }

    static String csv(FitReport report) {
        StringWriter text = new StringWriter();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("queue", "services", "discipline", "credit_s", "hits", "beyond_chance", "mean_place", "best")
                .setRecordSeparator('\n')
                .get();
        try (CSVPrinter out = new CSVPrinter(text, format)) {
            csv(out, "", report.total());
            for (int queue = 0; queue < report.queues().size(); queue++) {
                csv(out, report.queues().get(queue), report.each().get(queue));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void csv(CSVPrinter out, String queue, Fitted fitted) throws IOException {
        for (Discipline each : Discipline.values()) {
            out.printRecord(
                    queue,
                    fitted.services(),
                    word(each),
                    hasCredit(fitted, each) ? fitted.credit().toSeconds() : "",
                    number(fitted.of(each).hits()),
                    number(fitted.beyondChance(each)),
                    number(fitted.of(each).place()),
                    fitted.best().filter(each::equals).isPresent());
        }
        out.printRecord(
                queue,
                fitted.services(),
                "chance",
                "",
                number(fitted.chance().hits()),
                "",
                number(fitted.chance().place()),
                false);
    }

    private static String word(Discipline discipline) {
        return discipline.name().toLowerCase(Locale.ROOT);
    }

    private static String number(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%.6f", number) : "";
    }
}
