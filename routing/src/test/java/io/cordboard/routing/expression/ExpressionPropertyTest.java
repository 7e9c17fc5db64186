package io.cordboard.routing.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.expression.Expression.Compared;
import io.cordboard.routing.expression.Expression.Constant;
import io.cordboard.routing.expression.Expression.Contained;
import io.cordboard.routing.expression.Expression.Exists;
import io.cordboard.routing.expression.Expression.Flag;
import io.cordboard.routing.expression.Expression.Not;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever expression is asked of whatever attributes. */
class ExpressionPropertyTest {

    private static final List<String> NAMES = List.of("a", "b", "a.b", "", "ö\"\\");
    private static final List<Object> VALUES = List.of(
            "x",
            "y",
            "",
            "1",
            "true",
            "it's \"\\\n",
            "\uFF21",
            "\uD83D\uDE00",
            0L,
            1L,
            2L,
            -1L,
            1.5,
            1e300,
            -1e300,
            (1L << 53) + 1,
            Long.MAX_VALUE,
            true,
            false);

    /** Few, so that what is asked is often there. */
    private static final List<Object> COMMON = List.of("x", "y", 1L, 2L, 1.5, true);

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void readsBackWhatItIsWrittenAs(@ForAll("expressions") Expression expression) {
        assertThat(Expression.read(expression.toString())).isEqualTo(new ExpressionReading.Accepted(expression));
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void remainderHoldsWhereTheWholeDoes(
            @ForAll("expressions") Expression expression,
            @ForAll("attributes") Map<String, Object> agent,
            @ForAll("attributes") Map<String, Object> interaction,
            @ForAll("attributes") Map<String, Object> customer) {
        boolean holds = new Naive(json(agent), json(interaction), json(customer)).holds(expression);

        Expression remainder = expression.given(Attributes.of(interaction), Attributes.of(customer));

        assertThat(remainder.holds(Attributes.of(agent))).isEqualTo(holds);
        assertThat(new Naive(json(agent), json(Map.of()), json(Map.of())).holds(remainder))
                .isEqualTo(holds);
    }

    /** Within larger ones, a single condition seldom decides. */
    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void remainderOfOneConditionHoldsWhereItDoes(
            @ForAll("conditions") Expression condition,
            @ForAll("attributes") Map<String, Object> agent,
            @ForAll("attributes") Map<String, Object> interaction) {
        remainderHoldsWhereTheWholeDoes(condition, agent, interaction, Map.of("a", 1L));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void remainderAsksOfAgentsInOneWay(
            @ForAll("expressions") Expression expression,
            @ForAll("attributes") Map<String, Object> interaction,
            @ForAll("attributes") Map<String, Object> customer) {
        Expression remainder = expression.given(Attributes.of(interaction), Attributes.of(customer));

        assertThat(remainder.reads().keySet()).isSubsetOf(Set.of(Scope.AGENT));
        assertThat(remainder.given(Attributes.of(customer), Attributes.of(interaction)))
                .isEqualTo(remainder);
        assertThat(new Not(new Not(expression)).given(Attributes.of(interaction), Attributes.of(customer)))
                .isEqualTo(remainder);
        assertThat(Expression.all(List.of(expression, expression))
                        .given(Attributes.of(interaction), Attributes.of(customer)))
                .isEqualTo(remainder);
        assertThat(Expression.of(remainder.toString())).isEqualTo(remainder);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void equalDemandsHaveEqualRemainders(
            @ForAll("expressions") Expression expression,
            @ForAll("attributes") Map<String, Object> interaction,
            @ForAll("attributes") Map<String, Object> other) {
        SortedSet<Path> read =
                expression.reads().getOrDefault(Scope.INTERACTION, java.util.Collections.emptySortedSet());
        Map<String, Object> same = new HashMap<>(other);
        NAMES.stream()
                .filter(name -> read.stream()
                        .anyMatch(path -> path.names().getFirst().equals(name)
                                || String.join(".", path.names()).equals(name)))
                .forEach(name -> same.compute(name, (_, _) -> interaction.get(name)));

        Expression one = expression.given(Attributes.of(interaction), Attributes.NONE);
        Expression two = expression.given(Attributes.of(same), Attributes.NONE);

        assertThat(two).isEqualTo(one).hasSameHashCodeAs(one);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void explanationAgreesWithTheAnswer(
            @ForAll("expressions") Expression expression,
            @ForAll("attributes") Map<String, Object> agent,
            @ForAll("attributes") Map<String, Object> interaction) {
        Attributes has = Attributes.of(agent);
        Attributes asks = Attributes.of(interaction);
        Expression remainder = expression.given(asks, Attributes.NONE);
        boolean holds = remainder.holds(has);

        assertThat(remainder.firstUnmet(has).isEmpty()).isEqualTo(holds);
        assertThat(expression.firstUnmet(has, asks, Attributes.NONE).isEmpty()).isEqualTo(holds);
        assertThat(remainder.share(has)).isBetween(0.0, 1.0);
        assertThat(remainder.share(has) == 1).isEqualTo(holds);
        remainder
                .firstUnmet(has)
                .ifPresent(unmet -> assertThat(Expression.of(unmet).holds(has)).isFalse());
    }

    @Property(tries = 5000)
    void anyTextIsReadOrRefused(@ForAll("texts") String text) {
        switch (Expression.read(text)) {
            case ExpressionReading.Accepted(Expression expression) ->
                assertThat(Expression.read(expression.toString()))
                        .isEqualTo(new ExpressionReading.Accepted(expression));
            case ExpressionReading.Refused(var problems) ->
                assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.column()).isBetween(1, text.length() + 1);
                    assertThat(problem.message()).startsWith("Expected ").contains(", but got ");
                });
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void attributesReadBackAndMerge(
            @ForAll("attributes") Map<String, Object> before, @ForAll("attributes") Map<String, Object> changes)
            throws Exception {
        Map<String, Object> after = new HashMap<>(before);
        after.putAll(changes);

        Attributes merged = Attributes.of(before).with(Attributes.of(changes));

        assertThat(merged).isEqualTo(Attributes.of(after)).hasSameHashCodeAs(Attributes.of(after));
        assertThat(Worked.JSON.readValue(Worked.JSON.writeValueAsString(merged), Attributes.class))
                .isEqualTo(merged);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "agent.a",
                        "interaction.",
                        "customer.\"x\"",
                        "agent",
                        "and",
                        "or",
                        "not",
                        "in",
                        "has",
                        "exists",
                        "true",
                        "==",
                        "=",
                        "!=",
                        "<",
                        ">=",
                        "(",
                        ")",
                        "[",
                        "]",
                        ",",
                        "\"",
                        "'",
                        "\\",
                        "\\u",
                        "1",
                        "-2.5",
                        "1e9",
                        "x",
                        ".",
                        "&",
                        "\n",
                        "\uD800",
                        "\u0000",
                        "ß")
                .list()
                .ofMaxSize(25)
                .flatMap(list -> Arbitraries.of("", " ").map(between -> String.join(between, list)));
        return Arbitraries.oneOf(
                pieces,
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().ascii());
    }

    @Provide
    Arbitrary<Map<String, Object>> attributes() {
        Arbitrary<Object> single = values();
        Arbitrary<Object> list = single.list().ofMaxSize(3).map(values -> values);
        Arbitrary<Object> object = Arbitraries.maps(names(), Arbitraries.oneOf(single, list))
                .ofMaxSize(3)
                .map(members -> members);
        return Arbitraries.maps(names(), Arbitraries.oneOf(single, single, list, object))
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Expression> expressions() {
        return trees(conditions(), 3);
    }

    @Provide
    Arbitrary<Expression> conditions() {
        return Arbitraries.oneOf(
                Combinators.combine(paths(), Arbitraries.of(Comparison.class), Arbitraries.oneOf(paths(), singles()))
                        .as((path, by, with) -> by.ordered() && with instanceof Operand.Single(Boolean _)
                                ? new Flag(path)
                                : new Compared(path, by, with)),
                Combinators.combine(Arbitraries.oneOf(paths(), singles()), paths())
                        .as(Contained::new),
                Combinators.combine(paths(), lists()).as(Contained::new),
                paths().map(Exists::new),
                paths().map(Flag::new),
                Arbitraries.of(Constant.class));
    }

    private static Arbitrary<Expression> trees(Arbitrary<Expression> conditions, int depth) {
        if (depth == 0) {
            return conditions;
        }
        Arbitrary<Expression> smaller = trees(conditions, depth - 1);
        return Arbitraries.oneOf(
                conditions,
                smaller.map(Not::new),
                smaller.list().ofMinSize(2).ofMaxSize(3).map(Expression::all),
                smaller.list().ofMinSize(2).ofMaxSize(3).map(Expression::any));
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(Arbitraries.of(COMMON), Arbitraries.of(COMMON), Arbitraries.of(VALUES));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.of("a", "b"), Arbitraries.of("a", "b"), Arbitraries.of(NAMES));
    }

    private static Arbitrary<Path> paths() {
        return Combinators.combine(
                        Arbitraries.of(Scope.AGENT, Scope.AGENT, Scope.INTERACTION, Scope.CUSTOMER),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, names().list().ofSize(1)),
                                Tuple.of(1, names().list().ofSize(2))))
                .as(Path::new);
    }

    private static Arbitrary<Operand.Single> singles() {
        return values().map(Operand.Single::new);
    }

    private static Arbitrary<Operand.Several> lists() {
        return values().list().ofMinSize(1).ofMaxSize(3).map(Operand.Several::new);
    }

    private static JsonNode json(Map<String, Object> members) {
        return Worked.JSON.valueToTree(members);
    }
}
