package io.cordboard.routing.expression;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A condition on an agent, an interaction and its customer, for example
 * {@code agent.languages has interaction.language and not agent.site in ["x", "y"] or customer.vip}.
 *
 * <table>
 * <caption>What can be said, from what binds closest</caption>
 * <tr><td>{@code agent.tier >= 2}</td><td>{@code == != < <= > >=}, see {@link Comparison}; texts are compared exactly, and ordered by
 *     code point</td></tr>
 * <tr><td>{@code agent.languages has "de"}</td><td>the list contains the value; a single value is a list of one</td></tr>
 * <tr><td>{@code agent.site in ["x", "y"]}</td><td>the same from the other side</td></tr>
 * <tr><td>{@code agent.site exists}</td><td>the attribute is there, whatever it is</td></tr>
 * <tr><td>{@code customer.vip}</td><td>the attribute is the boolean true</td></tr>
 * <tr><td>{@code true}, {@code false}</td><td>always, never</td></tr>
 * <tr><td>{@code not}, then {@code and}, then {@code or}</td><td>and parentheses</td></tr>
 * </table>
 *
 * <p>It is true or false for all attributes: what is unknown makes a condition false, and so {@code !=} and {@code not} true.
 *
 * <p>Equal by what it says in the order in which it says it. {@link #text} is its canonical form, which reads back to an equal one
 * and is how it is stored.
 */
public sealed interface Expression {

    /** At least two, none of which is itself such a conjunction. */
    record And(List<Expression> terms) implements Expression {
        public And {
            terms = Terms.of(terms, And.class);
        }

        @Override
        public boolean holds(Attributes agent) {
            for (int i = 0; i < terms.size(); i++) {
                if (!terms.get(i).holds(agent)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** At least two, none of which is itself such a disjunction. */
    record Or(List<Expression> terms) implements Expression {
        public Or {
            terms = Terms.of(terms, Or.class);
        }

        @Override
        public boolean holds(Attributes agent) {
            for (int i = 0; i < terms.size(); i++) {
                if (terms.get(i).holds(agent)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return text();
        }
    }

    record Not(Expression term) implements Expression {
        @Override
        public boolean holds(Attributes agent) {
            return !term.holds(agent);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** An attribute compared with another or with a value. */
    record Compared(Path path, Comparison by, Operand with) implements Expression {
        public Compared {
            if (with instanceof Operand.Several || by.ordered() && with instanceof Operand.Single(Boolean _)) {
                throw new IllegalArgumentException("Expected a value that " + by.sign() + " compares, but got " + with);
            }
        }

        @Override
        public boolean holds(Attributes agent) {
            return by.holds(path.in(agent), with.in(agent));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** A single value within a list, at least one of them an attribute. */
    record Contained(Operand element, Operand list) implements Expression {
        public Contained {
            if (element instanceof Operand.Several
                    || list instanceof Operand.Single
                    || !(element instanceof Path || list instanceof Path)) {
                throw new IllegalArgumentException(
                        "Expected a value in a list, one of them an attribute, but got " + element + " in " + list);
            }
        }

        @Override
        public boolean holds(Attributes agent) {
            return Terms.contains(list.in(agent), element.in(agent));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    record Exists(Path path) implements Expression {
        @Override
        public boolean holds(Attributes agent) {
            return path.in(agent) != null;
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** That an attribute is the boolean true. */
    record Flag(Path path) implements Expression {
        @Override
        public boolean holds(Attributes agent) {
            return Boolean.TRUE.equals(path.in(agent));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** What no attribute changes. */
    enum Constant implements Expression {
        ALWAYS,
        NEVER;

        @Override
        public boolean holds(Attributes agent) {
            return this == ALWAYS;
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** Reads a text that somebody has written: a condition on agents. */
    static ExpressionReading read(String text) {
        return new Parser(text, Scope.OF_AGENTS).read();
    }

    /** Reads a text that somebody has written: a condition on a queue, such as {@code queue.available == 0}, to be asked of its attributes. */
    static ExpressionReading readOfQueue(String text) {
        return new Parser(text, Scope.OF_QUEUES).read();
    }

    /** Reads a text that somebody has written: a condition on an interaction and its customer, of which nothing remains once they are given. */
    static ExpressionReading readOfContact(String text) {
        return new Parser(text, Scope.OF_CONTACTS).read();
    }

    /** Reads a text that somebody has written: a condition on an interaction, its customer and how queues are. */
    static ExpressionReading readOfFlow(String text) {
        return new Parser(text, Scope.OF_FLOWS).read();
    }

    /** Reads a text that was accepted before; fails with an IllegalArgumentException that says everything wrong with any other. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Expression of(String text) {
        return read(text).orThrow();
    }

    /** All of these at once; always, if there are none. */
    static Expression all(List<? extends Expression> terms) {
        return Terms.all(terms);
    }

    /** Any of these; never, if there are none. */
    static Expression any(List<? extends Expression> terms) {
        return Terms.any(terms);
    }

    /**
     * Whether an agent with these attributes meets it. Allocates nothing. Nothing is known here of the interaction and the customer:
     * ask what remains of it when they are {@link #given}.
     */
    boolean holds(Attributes agent);

    /**
     * What remains to be asked of agents for this interaction of this customer. Interactions that ask for the same by this expression
     * have equal remainders; {@link Constant#NEVER} is for no agent. A remainder holds the interaction's values, so it may be longer than
     * a text that is read; it is not meant to be stored.
     */
    default Expression given(Attributes interaction, Attributes customer) {
        return new Remainder(interaction, customer).of(this);
    }

    /** The paths that it reads, by whose attributes they are. */
    default Map<Scope, SortedSet<Path>> reads() {
        return Terms.reads(this);
    }

    /** What it asks for, all of which must be met, as small as it can be told apart: none, if it is always met. */
    default List<Expression> conjuncts() {
        return switch (this) {
            case And(var terms) -> terms;
            case Constant constant when constant == Constant.ALWAYS -> List.of();
            case Or _, Not _, Compared _, Contained _, Exists _, Flag _, Constant _ -> List.of(this);
        };
    }

    /** The first of the {@link #conjuncts} that the agent does not meet, as text. */
    default Optional<String> firstUnmet(Attributes agent) {
        return firstUnmet(agent, Attributes.NONE, Attributes.NONE);
    }

    /**
     * The first of the {@link #conjuncts} that these three do not meet together, in the words of this expression. This also tells what
     * stands against every agent where the remainder is but {@link Constant#NEVER}.
     */
    default Optional<String> firstUnmet(Attributes agent, Attributes interaction, Attributes customer) {
        var remainder = new Remainder(interaction, customer);
        for (Expression each : conjuncts()) {
            if (!remainder.of(each).holds(agent)) {
                return Optional.of(each.toString());
            }
        }
        return Optional.empty();
    }

    /** The share of the {@link #conjuncts} that the agent meets, 0 to 1. Allocates nothing. */
    default double share(Attributes agent) {
        return Terms.share(this, agent);
    }

    @JsonValue
    default String text() {
        return Writing.text(this);
    }
}
