package io.cordboard.routing.expression;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an agent, an interaction or a customer: a JSON object of texts, numbers, booleans, lists of these, and objects
 * within. Numbers are equal by value (1 is 1.0); whole numbers are exact within 64 bits, others are doubles. A member that is null is
 * one to be removed by {@link #with(Attributes)}, and otherwise as if it were not there.
 *
 * <p>Every text is a name, of up to {@value #MAX_NAME} characters. An expression asks for those of letters, digits, {@code _} and
 * {@code -} as they are, and for others in quotes.
 */
public final class Attributes {

    /** Members, with those of objects within. */
    public static final int MAX_MEMBERS = 200;

    /** Objects within each other, this one counted. */
    public static final int MAX_DEPTH = 4;

    public static final int MAX_NAME = 64;
    public static final int MAX_TEXT = 1_000;
    public static final int MAX_LIST = 200;

    /** Characters of all names and texts; any other value counts as {@value #OTHER}. */
    public static final int MAX_SIZE = 64 * 1024;

    static final int OTHER = 8;

    public static final Attributes NONE = new Attributes(Map.of(), Set.of());

    /** Sorted by name, as are those within, so that equal attributes are written equally. */
    private final Map<String, Object> members;

    private final Set<String> removed;
    private int hash;

    private Attributes(Map<String, Object> members, Set<String> removed) {
        this.members = members;
        this.removed = removed;
    }

    /** Fails with an IllegalArgumentException that names the attribute which is too long, too deep or of no kind known here. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Attributes of(Map<String, ? extends @Nullable Object> members) {
        return members.isEmpty() ? NONE : new Reading().read(members);
    }

    /** Reads a document; fails as {@link #of(Map)} does, and where it is no object. */
    public static Attributes of(JsonNode document) {
        if (!(value(document) instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("Expected an object, but got " + document);
        }
        Map<String, @Nullable Object> named = new TreeMap<>();
        members.forEach((name, value) -> named.put(String.valueOf(name), value));
        return of(named);
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            var members = new TreeMap<String, @Nullable Object>();
            node.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            var list = new ArrayList<@Nullable Object>();
            node.forEach(each -> list.add(value(each)));
            return list;
        }
        return node.isNumber()
                ? node.numberValue()
                : node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }

    /** These, with each member of {@code changes} in place of the one of its name, and without those that are null there. */
    public Attributes with(Attributes changes) {
        if (changes.isEmpty() && changes.removed.isEmpty() && removed.isEmpty()) {
            return this;
        }
        var all = new TreeMap<>(members);
        all.putAll(changes.members);
        all.keySet().removeAll(changes.removed);
        return of(all);
    }

    /** As {@link #with(Attributes)}. */
    public Attributes with(Map<String, ? extends @Nullable Object> changes) {
        return with(of(changes));
    }

    /**
     * These with {@code more} in place of what has its names, whatever that comes to: for what is put together within, of values
     * of the kinds that {@link #members} has, and never for what comes from outside.
     */
    public Attributes joined(Map<String, Object> more) {
        var all = new TreeMap<>(members);
        all.putAll(more);
        return new Attributes(Collections.unmodifiableMap(new java.util.LinkedHashMap<>(all)), Set.of());
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Characters of all names and texts, any other value counting as {@value #OTHER}: about what it takes on its way. */
    public int size() {
        return size(members);
    }

    private static int size(Object value) {
        return switch (value) {
            case String text -> text.length();
            case List<?> list -> list.stream().mapToInt(Attributes::size).sum();
            case Map<?, ?> object ->
                object.entrySet().stream()
                        .mapToInt(member -> size(member.getKey()) + size(member.getValue()))
                        .sum();
            default -> OTHER;
        };
    }

    /** By name, in order: String, Long, Double, Boolean, List of these, and Map of the same kind. Unmodifiable. */
    public Map<String, Object> members() {
        return members;
    }

    /** These, with nothing left that {@link #with(Attributes)} would remove. */
    public Attributes settled() {
        return removed.isEmpty() ? this : new Attributes(members, Set.of());
    }

    /** The attributes within a member; none, if it is missing or no object. */
    public Attributes object(String name) {
        if (!(members.get(name) instanceof Map<?, ?> object)) {
            return NONE;
        }
        Map<String, Object> within = new TreeMap<>();
        object.forEach((key, value) -> within.put(String.valueOf(key), value));
        return NONE.joined(within);
    }

    /** The names of members that {@link #with(Attributes)} removes. */
    public Set<String> removed() {
        return removed;
    }

    /** A member that is a text. */
    public Optional<String> text(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @Nullable
    Object member(String name) {
        return members.get(name);
    }

    /** A tree, since mappers leave out what is null in a map. */
    @JsonValue
    public ObjectNode json() {
        ObjectNode node = object(members);
        removed.forEach(node::putNull);
        return node;
    }

    private static ObjectNode object(Map<?, ?> members) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        members.forEach((name, value) -> node.set(String.valueOf(name), json(value)));
        return node;
    }

    private static JsonNode json(@Nullable Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case null -> nodes.nullNode();
            case String text -> nodes.textNode(text);
            case Boolean flag -> nodes.booleanNode(flag);
            case Long whole -> nodes.numberNode(whole.longValue());
            case Double fraction -> nodes.numberNode(fraction.doubleValue());
            case List<?> list -> {
                var array = nodes.arrayNode(list.size());
                list.forEach(each -> array.add(json(each)));
                yield array;
            }
            case Map<?, ?> object -> object(object);
            default -> throw new IllegalStateException("Expected a value of attributes, but got " + value);
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Attributes that
                        && hashCode() == that.hashCode()
                        && members.equals(that.members)
                        && removed.equals(that.removed);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = 31 * members.hashCode() + removed.hashCode();
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return json().toString();
    }

    /** One reading of members, which counts what it has read. */
    private static final class Reading {
        private int count;
        private int size;

        Attributes read(Map<String, ? extends @Nullable Object> members) {
            var removed = new TreeSet<String>();
            for (Map.Entry<String, ? extends @Nullable Object> member : members.entrySet()) {
                if (member.getValue() == null) {
                    removed.add(name(member.getKey(), ""));
                }
            }
            return new Attributes(object(members, "", 1), Collections.unmodifiableSet(removed));
        }

        private Map<String, Object> object(Map<?, ?> members, String path, int depth) {
            if (depth > MAX_DEPTH) {
                throw refused("objects of at most " + MAX_DEPTH + " levels", path + " is deeper");
            }
            var read = new TreeMap<String, Object>();
            members.forEach((key, value) -> {
                if (value != null) {
                    String name = name(key, path);
                    read.put(name, value(value, path.isEmpty() ? name : path + '.' + name, depth));
                }
            });
            // A hash table that keeps the order: members are looked up more often than they are read.
            return Collections.unmodifiableMap(new java.util.LinkedHashMap<>(read));
        }

        private String name(@Nullable Object key, String path) {
            if (!(key instanceof String name)) {
                throw refused("names that are texts", Values.shown(String.valueOf(key)) + in(path));
            }
            if (name.length() > MAX_NAME) {
                throw refused(
                        "attribute names of at most " + MAX_NAME + " characters",
                        '\'' + name.substring(0, MAX_NAME) + "...'" + in(path));
            }
            if (++count > MAX_MEMBERS) {
                throw refused("at most " + MAX_MEMBERS + " attributes, those of objects within counted", "more");
            }
            return grow(name.length(), name);
        }

        private Object value(Object value, String path, int depth) {
            return switch (value) {
                case Map<?, ?> object -> object(object, path, depth + 1);
                case List<?> list -> list(list, path);
                default -> single(value, path, "");
            };
        }

        private List<Object> list(List<?> list, String path) {
            if (list.size() > MAX_LIST) {
                throw refused("lists of at most " + MAX_LIST, list.size() + in(path));
            }
            return list.stream()
                    .map(each -> single(each, path, " within a list"))
                    .toList();
        }

        private Object single(@Nullable Object value, String path, String where) {
            return switch (value) {
                case String text
                when text.length() > MAX_TEXT ->
                    throw refused("texts of at most " + MAX_TEXT + " characters", text.length() + in(path));
                case String text -> grow(text.length(), text);
                case Boolean flag -> grow(OTHER, flag);
                case Number number -> grow(OTHER, number(number, path));
                case null, default ->
                    throw refused(
                            "a text, a number, true or false" + (where.isEmpty() ? ", a list or an object" : where),
                            (value instanceof Map || value instanceof List
                                            ? "an object or a list"
                                            : Values.shown(String.valueOf(value)))
                                    + in(path));
            };
        }

        private static Object number(Number number, String path) {
            try {
                return Values.number(number);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(refused.getMessage() + in(path), refused);
            }
        }

        private <T> T grow(int by, T read) {
            size += by;
            if (size > MAX_SIZE) {
                throw refused("names and texts of at most " + MAX_SIZE + " characters together", "more");
            }
            return read;
        }

        private static String in(String path) {
            return path.isEmpty() ? "" : " in " + path;
        }

        private static IllegalArgumentException refused(String expected, String got) {
            return new IllegalArgumentException("Expected " + expected + ", but got " + got);
        }
    }
}
