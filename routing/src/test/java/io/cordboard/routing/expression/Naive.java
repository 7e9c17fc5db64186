package io.cordboard.routing.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cordboard.routing.expression.Expression.And;
import io.cordboard.routing.expression.Expression.Compared;
import io.cordboard.routing.expression.Expression.Constant;
import io.cordboard.routing.expression.Expression.Contained;
import io.cordboard.routing.expression.Expression.Exists;
import io.cordboard.routing.expression.Expression.Flag;
import io.cordboard.routing.expression.Expression.Not;
import io.cordboard.routing.expression.Expression.Or;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The meaning of expressions said again, slowly, on plain JSON. */
record Naive(JsonNode agent, JsonNode interaction, JsonNode customer) {

    boolean holds(Expression expression) {
        return switch (expression) {
            case And(var terms) -> terms.stream().allMatch(this::holds);
            case Or(var terms) -> terms.stream().anyMatch(this::holds);
            case Not(var term) -> !holds(term);
            case Exists(var path) -> !at(path).isMissingNode();
            case Flag(var path) -> at(path).isBoolean() && at(path).booleanValue();
            case Constant constant -> constant.equals(Constant.ALWAYS);
            case Compared(var path, var by, var with) -> compared(at(path), by, at(with));
            case Contained(var element, var list) -> list(list).stream().anyMatch(each -> equal(each, at(element)));
        };
    }

    private static boolean compared(JsonNode left, Comparison by, JsonNode right) {
        if (by == Comparison.EQUAL) {
            return equal(left, right);
        } else if (by == Comparison.UNEQUAL) {
            return !equal(left, right);
        }
        OptionalInt order = order(left, right);
        return order.isPresent()
                && switch (by) {
                    case LESS -> order.getAsInt() < 0;
                    case AT_MOST -> order.getAsInt() <= 0;
                    case MORE -> order.getAsInt() > 0;
                    case AT_LEAST -> order.getAsInt() >= 0;
                    case EQUAL, UNEQUAL -> throw new AssertionError(by);
                };
    }

    private static boolean equal(JsonNode left, JsonNode right) {
        if (left.isBoolean() && right.isBoolean()) {
            return left.booleanValue() == right.booleanValue();
        }
        OptionalInt order = order(left, right);
        return order.isPresent() && order.getAsInt() == 0;
    }

    private static OptionalInt order(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return OptionalInt.of(left.decimalValue().compareTo(right.decimalValue()));
        } else if (left.isTextual() && right.isTextual()) {
            return OptionalInt.of(Arrays.compare(
                    left.textValue().codePoints().toArray(),
                    right.textValue().codePoints().toArray()));
        }
        return OptionalInt.empty();
    }

    private List<JsonNode> list(Operand operand) {
        List<JsonNode> list = new ArrayList<>();
        if (operand instanceof Operand.Several(var values)) {
            values.forEach(value -> list.add(Worked.JSON.valueToTree(value)));
        } else if (at(operand).isArray()) {
            at(operand).forEach(list::add);
        } else {
            list.add(at(operand));
        }
        return list;
    }

    private JsonNode at(Operand operand) {
        return switch (operand) {
            case Operand.Single(var value) -> Worked.JSON.valueToTree(value);
            case Operand.Several _ -> MissingNode.getInstance();
            case Path path -> {
                JsonNode root = switch (path.scope()) {
                    case AGENT -> agent;
                    case INTERACTION -> interaction;
                    case CUSTOMER -> customer;
                    case QUEUE -> MissingNode.getInstance();
                };
                JsonNode found = root;
                for (String name : path.names()) {
                    found = found.path(name);
                }
                yield found.isMissingNode() ? root.path(String.join(".", path.names())) : found;
            }
        };
    }
}
