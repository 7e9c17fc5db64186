package io.cordboard.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a whole document becomes by one small change, for holding a schema against a codec. */
public final class SmallChanges {

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private static final List<JsonNode> OTHERS = List.of(
            MAKE.nullNode(),
            MAKE.booleanNode(true),
            MAKE.numberNode(-1),
            MAKE.numberNode(0),
            MAKE.numberNode(1),
            MAKE.numberNode(5.0),
            MAKE.numberNode(0.5),
            MAKE.numberNode(11),
            MAKE.numberNode(1_001),
            MAKE.numberNode(10_000_000_000L),
            MAKE.textNode(""),
            MAKE.textNode(" "),
            MAKE.textNode("x"),
            MAKE.textNode("a b"),
            MAKE.textNode("x".repeat(65)),
            MAKE.textNode("x".repeat(2_001)),
            MAKE.textNode("PT0S"),
            MAKE.textNode("PT1S"),
            MAKE.textNode("P"),
            MAKE.textNode("PT"),
            MAKE.textNode("P1DT"),
            MAKE.textNode("-PT1S"),
            MAKE.textNode("PT1.5S"),
            MAKE.textNode("P99999D"),
            MAKE.textNode("24:00"),
            MAKE.textNode("24:01"),
            MAKE.textNode("8:00"),
            MAKE.textNode("MON"),
            MAKE.textNode("UTC"),
            MAKE.textNode("2026-01-01"),
            MAKE.textNode("2026-13-01"),
            MAKE.textNode("2026-02-30"),
            MAKE.arrayNode(),
            MAKE.objectNode());

    private SmallChanges() {}

    /** Every document that differs in one value, one field less or one field more. */
    public static List<JsonNode> of(JsonNode whole) {
        List<JsonNode> all = new ArrayList<>(OTHERS);
        change(whole, node -> node, all);
        return all;
    }

    private static void change(JsonNode node, UnaryOperator<JsonNode> inWhole, List<JsonNode> all) {
        if (node instanceof ObjectNode object) {
            all.add(inWhole.apply(object.deepCopy().put("unknown", 1)));
            object.properties().forEach(field -> {
                ObjectNode less = object.deepCopy();
                less.remove(field.getKey());
                all.add(inWhole.apply(less));
                UnaryOperator<JsonNode> put =
                        value -> inWhole.apply(object.deepCopy().<JsonNode>set(field.getKey(), value));
                OTHERS.forEach(other -> all.add(put.apply(other)));
                change(field.getValue(), put, all);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                UnaryOperator<JsonNode> put = value -> {
                    ArrayNode copy = array.deepCopy();
                    copy.set(at, value);
                    return inWhole.apply(copy);
                };
                OTHERS.forEach(other -> all.add(put.apply(other)));
                change(array.get(i), put, all);
            }
        }
    }
}
