package io.cordboard.routing.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a condition compares: an attribute, or a value written into the expression. */
public sealed interface Operand permits Path, Operand.Single, Operand.Several {

    /** Its value, if the agent has these attributes; null where it is unknown. */
    @Nullable
    Object in(Attributes agent);

    /** A text, a number, true or false. */
    record Single(Object value) implements Operand {

        public Single {
            value = switch (value) {
                case String text -> text;
                case Boolean flag -> flag;
                case Number number -> Values.number(number);
                default ->
                    throw new IllegalArgumentException(
                            "Expected a text, a number, true or false, but got " + Values.shown(value));
            };
        }

        @Override
        public Object in(Attributes agent) {
            return value;
        }

        @Override
        public String toString() {
            return Writing.single(value);
        }
    }

    /** A list of at least one text, number or boolean. */
    record Several(List<Object> values) implements Operand {

        public Several {
            if (values.isEmpty()) {
                throw new IllegalArgumentException("Expected a list of at least one element, but got none");
            }
            values = values.stream().map(value -> new Single(value).value()).toList();
        }

        @Override
        public List<Object> in(Attributes agent) {
            return values;
        }

        @Override
        public String toString() {
            return Writing.list(values);
        }
    }
}
