package io.cordboard.ops.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads how a log is to be read: {@code --map}. */
public final class FormatFile {

    private static final int WORDS = 100;

    private FormatFile() {}

    /** @throws ReplayRefused with all that is wrong with the file */
    public static TraceFormat read(Path file) {
        List<PolicyProblem> problems = new ArrayList<>();
        Fields in = new Fields(DocumentFile.read(file), "", problems);
        Map<TraceField, String> columns = new EnumMap<>(TraceField.class);
        Fields mapped = in.object("columns");
        for (TraceField field : TraceField.values()) {
            if (mapped.has(field.word())) {
                columns.put(field, mapped.text(field.word()));
            }
        }
        mapped.end();
        List<AttributeColumn> attributes = attributes(in.object("attributes"));
        char delimiter = delimiter(in);
        Optional<String> pattern = in.has("pattern") ? Optional.of(in.text("pattern")) : Optional.empty();
        ZoneId zone = zone(in);
        Fields outcomes = in.object("outcomes");
        Set<String> answered = words(outcomes, "answered", TraceFormat.DEFAULT.answered());
        Set<String> abandoned = words(outcomes, "abandoned", TraceFormat.DEFAULT.abandoned());
        Set<String> ignored = words(outcomes, "ignored", TraceFormat.DEFAULT.ignored());
        outcomes.end();
        in.end();
        Optional<TraceFormat> format = in.make(
                "", () -> new TraceFormat(columns, attributes, delimiter, pattern, zone, answered, abandoned, ignored));
        if (!problems.isEmpty() || format.isEmpty()) {
            throw DocumentFile.refused(file, problems);
        }
        return format.get();
    }

    private static List<AttributeColumn> attributes(Fields in) {
        List<AttributeColumn> attributes = new ArrayList<>();
        for (String name :
                in.node().properties().stream().map(Map.Entry::getKey).toList()) {
            Fields each = in.object(name);
            boolean mapped = each.needs("column");
            AttributeColumn.Kind kind = each.word(
                    "type",
                    List.of(AttributeColumn.Kind.values()),
                    AttributeColumn.Kind::word,
                    AttributeColumn.Kind.TEXT);
            String header = each.text("column");
            each.end();
            if (mapped) {
                each.make("", () -> new AttributeColumn(name, kind, header)).ifPresent(attributes::add);
            }
        }
        in.end();
        return attributes;
    }

    private static char delimiter(Fields in) {
        if (!in.has("delimiter")) {
            return TraceFormat.DEFAULT.delimiter();
        }
        String text = in.text("delimiter");
        if (text.length() != 1) {
            in.problem("/delimiter", "Expected one character, but got \"" + text + '"');
            return TraceFormat.DEFAULT.delimiter();
        }
        return text.charAt(0);
    }

    private static ZoneId zone(Fields in) {
        if (!in.has("zone")) {
            return TraceFormat.DEFAULT.zone();
        }
        String text = in.text("zone");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException _) {
            in.problem("/zone", "Expected a time zone such as Europe/Berlin, but got \"" + text + '"');
            return TraceFormat.DEFAULT.zone();
        }
    }

    private static Set<String> words(Fields in, String name, Set<String> otherwise) {
        if (!in.has(name)) {
            return otherwise;
        }
        Set<String> words = new TreeSet<>();
        List<JsonNode> elements = in.array(name, WORDS);
        for (int i = 0; i < elements.size(); i++) {
            words.add(in.textAt('/' + name + '/' + i, elements.get(i)).toLowerCase(Locale.ROOT));
        }
        return words;
    }
}
