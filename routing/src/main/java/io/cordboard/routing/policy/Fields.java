package io.cordboard.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cordboard.routing.agent.Skill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One JSON object of a policy document, read field by field. Whatever is wrong goes into the shared list and reading goes on
 * with a stand-in, so that one reading finds every problem; {@link #end} then names the fields that nobody asked for.
 */
public final class Fields {

    private static final Pattern DURATION = Pattern.compile(
            "P(?=[0-9T])(?:[0-9]{1,5}D)?(?:T(?=[0-9])(?:[0-9]{1,7}H)?(?:[0-9]{1,7}M)?(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?S)?)?");

    private final JsonNode node;
    private final String path;
    private final List<PolicyProblem> problems;
    private final boolean strict;
    private final Set<String> known = new LinkedHashSet<>();

    public Fields(JsonNode node, String path, List<PolicyProblem> problems) {
        this(node, path, problems, true);
    }

    private Fields(JsonNode node, String path, List<PolicyProblem> problems, boolean strict) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        this.strict = strict;
        if (!node.isObject() && !node.isMissingNode()) {
            problem("", "Expected an object" + but(node));
        }
    }

    /** What this or a later release has written: fields that nobody asks for are no problem, here and further in. */
    public static Fields stored(JsonNode node, List<PolicyProblem> problems) {
        return new Fields(node, "", problems, false);
    }

    public boolean has(String name) {
        known.add(name);
        return node.has(name);
    }

    /** Whether the field is there; a problem, if it is not. */
    public boolean needs(String name) {
        if (has(name)) {
            return true;
        }
        if (node.isObject()) {
            problem("", "Expected " + name + ", but it is missing");
        }
        return false;
    }

    public int integer(String name, Range range, int otherwise) {
        return has(name) ? integerAt('/' + name, node.get(name), range, otherwise) : otherwise;
    }

    /** The whole number at {@code at} under this object. */
    public int integerAt(String at, JsonNode value, Range range, int otherwise) {
        boolean whole = value.isNumber()
                && value.canConvertToInt()
                && value.decimalValue().stripTrailingZeros().scale() <= 0;
        if (!whole || !range.holds(value.intValue())) {
            problem(at, "Expected a whole number of " + range + but(value));
            return otherwise;
        }
        return value.intValue();
    }

    public double share(String name, double otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = node.get(name);
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
            problem('/' + name, "Expected a number of 0 to 1" + but(value));
            return otherwise;
        }
        return value.doubleValue();
    }

    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = node.get(name);
        if (!value.isBoolean()) {
            problem('/' + name, "Expected true or false" + but(value));
        }
        return value.booleanValue();
    }

    public Duration duration(String name, Duration least, Duration most, Duration otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = node.get(name);
        if (value.isTextual() && DURATION.matcher(value.textValue()).matches()) {
            Duration read = Duration.parse(value.textValue());
            if (read.compareTo(least) >= 0 && read.compareTo(most) <= 0) {
                return read;
            }
        }
        problem(
                '/' + name,
                "Expected a duration of " + least + " to " + most + " such as \"PT30S\" or \"PT1H30M\"" + but(value));
        return otherwise;
    }

    /** The text of a field, empty where it is missing or no text. */
    public String text(String name) {
        return has(name) ? textAt('/' + name, node.get(name)) : "";
    }

    public String textAt(String at, JsonNode value) {
        if (!value.isTextual()) {
            problem(at, "Expected a text" + but(value));
            return "";
        }
        return value.textValue();
    }

    /** One of a few words. */
    public <T> T word(String name, List<T> values, Function<T, String> word, T otherwise) {
        return has(name) ? wordAt('/' + name, node.get(name), values, word).orElse(otherwise) : otherwise;
    }

    public <T> Optional<T> wordAt(String at, JsonNode value, List<T> values, Function<T, String> word) {
        for (T each : values) {
            if (value.isTextual() && word.apply(each).equals(value.textValue())) {
                return Optional.of(each);
            }
        }
        List<String> words = values.stream().map(word).toList();
        problem(at, "Expected " + (words.size() == 1 ? "" : "one of ") + String.join(", ", words) + but(value));
        return Optional.empty();
    }

    /** The elements of an array, none where it is missing or no array. */
    public List<JsonNode> array(String name, int most) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode value = node.get(name);
        if (!value.isArray() || value.size() > most) {
            problem(
                    '/' + name,
                    "Expected an array of at most " + most
                            + (value.isArray() ? ", but got " + value.size() : but(value)));
            return List.of();
        }
        List<JsonNode> elements = new ArrayList<>();
        value.forEach(elements::add);
        return elements;
    }

    /** A nested object; a missing one reads as an empty one. */
    public Fields object(String name) {
        return has(name)
                ? new Fields(node.get(name), path + '/' + escaped(name), problems, strict)
                : new Fields(MissingNode.getInstance(), path, problems, strict);
    }

    public Fields element(String at, JsonNode element) {
        return new Fields(element, path + at, problems, strict);
    }

    /** Minimum proficiency by skill, none where the field is missing. */
    public Map<Skill, Integer> minimums(String name) {
        Map<Skill, Integer> minimums = new TreeMap<>();
        Fields map = object(name);
        if (map.node.size() > Limits.SKILLS) {
            map.problem("", "Expected at most " + Limits.SKILLS + " skills, but got " + map.node.size());
            return minimums;
        }
        for (Map.Entry<String, JsonNode> field : map.node.properties()) {
            String at = '/' + escaped(field.getKey());
            map.make(at, () -> new Skill(field.getKey()))
                    .ifPresent(
                            skill -> minimums.put(skill, map.integerAt(at, field.getValue(), Limits.PROFICIENCY, 0)));
        }
        return minimums;
    }

    /** The object itself, for reading a map. */
    public JsonNode node() {
        return node;
    }

    /** What {@code maker} makes of values read; its refusal is a problem of this object or of {@code at} under it. */
    public <T> Optional<T> make(String at, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException refused) {
            problem(at, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    public boolean sound() {
        return problems.isEmpty();
    }

    public void problem(String at, String message) {
        problems.add(new PolicyProblem(path + at, message));
    }

    /** Refuses every field that was not asked for, unless they are {@link #stored}. */
    public void end() {
        if (!strict) {
            return;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(
                        '/' + escaped(name),
                        "Expected only " + String.join(", ", known) + ", but got " + shown('"' + name + '"'));
            }
        });
    }

    private static String but(JsonNode value) {
        return ", but got " + shown(value.toString());
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /** RFC 6901 §3. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
