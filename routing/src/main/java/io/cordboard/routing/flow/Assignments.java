package io.cordboard.routing.flow;

import io.cordboard.routing.expression.Attributes;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that a flow sets. Their texts are {@link Template}s; one that is a single place takes over the value as it is.
 *
 * @param attributes as they are written; a null removes what has its name
 * @param texts those that are texts, read
 */
public record Assignments(Attributes attributes, SortedMap<String, Template> texts) {

    public static final Assignments NONE = new Assignments(Attributes.NONE, Collections.emptySortedMap());

    private static final String LINK = "link.";

    /** Fails with an IllegalArgumentException that names the attribute which is wrong. */
    static Assignments of(Attributes attributes, Template.Also also) {
        Limits.count("attributes", attributes.json().properties(), 0, Limits.ATTRIBUTES);
        SortedMap<String, Template> texts = new TreeMap<>();
        attributes.members().forEach((name, value) -> {
            if (value instanceof String text) {
                try {
                    texts.put(name, Template.of(text, also));
                } catch (IllegalArgumentException wrong) {
                    throw new IllegalArgumentException(wrong.getMessage() + " in " + name, wrong);
                }
            }
        });
        return new Assignments(attributes, Collections.unmodifiableSortedMap(texts));
    }

    /** Whoever sets a link has it looked at, which nobody could here. */
    static String named(String attribute) {
        if (attribute.isBlank()
                || attribute.length() > Attributes.MAX_NAME
                || attribute.toLowerCase(Locale.ROOT).startsWith(LINK)) {
            throw new IllegalArgumentException("Expected an attribute of 1 to " + Attributes.MAX_NAME
                    + " characters that is no link, but got \"" + attribute + '"');
        }
        return attribute;
    }

    /** What they come to, null for what is to be removed. */
    Map<String, @Nullable Object> values(Known known) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        attributes.removed().forEach(name -> values.put(name, null));
        attributes.members().forEach((name, value) -> {
            Template text = texts.get(name);
            values.put(name, text == null ? value : text.value(known));
        });
        return values;
    }
}
