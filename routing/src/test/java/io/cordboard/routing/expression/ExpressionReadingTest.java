package io.cordboard.routing.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to who writes an expression that cannot be read. */
class ExpressionReadingTest {

    private static final String VALUE = "a text in quotes, a number, true, false or a path such as interaction.site";

    @ParameterizedTest(name = "{0} is wrong in column {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                          | 1  | Expected a condition such as agent.tier >= 2 or customer.vip, but got the end
            `agent.a and `              | 13 | Expected a condition such as agent.tier >= 2 or customer.vip after and, but got the end
            agent.a agent.b             | 9  | Expected and, or or the end, but got agent.b
            agent.a == 1 == 2           | 14 | Expected and, or or the end, but got ==
            agent.a )                   | 9  | Expected and, or or the end, but got )
            (agent.a and agent.b        | 21 | Expected and, or or a ) for the ( in column 1, but got the end
            ()                          | 2  | Expected a condition such as agent.tier >= 2 or customer.vip after (, but got )
            agent.a ==                  | 11 | Expected VALUE after ==, but got the end
            agent.site == berlin        | 15 | Expected VALUE after ==, but got berlin (a text is written in quotes)
            agent.a == and agent.b      | 12 | Expected VALUE after ==, but got and (a text is written in quotes)
            agent.a has                 | 12 | Expected VALUE after has, but got the end
            agent.a in                  | 11 | Expected a list such as ["x", "y"] or a path such as interaction.sites after in, but got the end
            agent.a in (1, 2)           | 12 | Expected a list such as ["x", "y"] or a path such as interaction.sites after in, but got (
            agent.a in "x"              | 12 | Expected a list such as ["x"] or a path, but got "x"
            agent.a in []               | 12 | Expected at least one element in the list, but got none
            agent.a in [1, ]            | 16 | Expected a text in quotes, a number, true or false as an element, but got ]
            agent.a in [agent.b]        | 13 | Expected a text in quotes, a number, true or false as an element, but got agent.b
            agent.a in [1 2]            | 15 | Expected , or ] in the list, but got 2
            agent.a in [1               | 14 | Expected , or ] in the list, but got the end
            agent.a not in [1]          | 9  | Expected and, or or the end, but got not (it stands before the whole condition, as in not agent.site in ["x"])
            agent.a is 1                | 9  | Expected and, or or the end, but got is (a text is written in quotes)
            agent.a && agent.b          | 9  | Expected and, but got &&
            `agent.a || agent.b`        | 9  | `Expected or, but got ||`
            !agent.a                    | 1  | Expected not, but got !
            agent.a <> 1                | 9  | Expected !=, but got <>
            agent.a => 1                | 9  | Expected >=, but got =>
            agent.a =< 1                | 9  | Expected <=, but got =<
            agent.a + 1 == 2            | 9  | Expected a path, a text in quotes, a number or a word such as and, but got +
            agent == 1                  | 1  | Expected a path such as agent.site, but got agent alone
            agent. == 1                 | 7  | Expected a name after agent. as in agent.site, or one in quotes, but got a space
            agent.a.                    | 9  | Expected a name after agent.a. as in agent.site, or one in quotes, but got the end
            worker.skills has "x"       | 1  | Expected a path that begins with agent, interaction or customer, but got worker.skills
            Agent.a == 1                | 1  | Expected a path that begins with agent, interaction or customer, but got Agent.a
            agent.a.b.c.d.e             | 1  | Expected a path of 1 to 4 names (a name that has dots is written in quotes), but got 5
            agent.a == "x               | 12 | Expected a text to end with ", but got the end
            agent.a == 'x\\'            | 12 | Expected a text to end with ', but got the end
            agent.a == "x\\y"           | 14 | Expected one of \\" \\' \\\\ \\n \\r \\t \\u00e9 in a text, but got \\y
            agent.a == "\\u12G4"        | 13 | Expected one of \\" \\' \\\\ \\n \\r \\t \\u00e9 in a text, but got \\u
            agent."a == 1               | 7  | Expected a text to end with ", but got the end
            agent.a == 1.               | 12 | Expected a number such as 5, -1 or 0.5, but got 1.
            agent.a == 5s               | 12 | Expected a number such as 5, -1 or 0.5, but got 5s
            agent.a == -x               | 12 | Expected a number such as 5, -1 or 0.5, but got -x
            agent.a == 1e999            | 12 | Expected a number of at most 1.7976931348623157E308, but got Infinity
            agent.a == 9223372036854775808 | 12 | Expected a whole number of -9223372036854775808 to 9223372036854775807 (a longer one is written as a text), but got 9223372036854775808
            "x"                         | 1  | Expected a condition such as agent.site == "x", but got "x" alone
            agent.a or 5                | 12 | Expected a condition such as agent.site == "x", but got 5 alone
            [1]                         | 1  | Expected a condition such as agent.site == "x", but got [1] alone
            1 == 1                      | 1  | Expected a path such as agent.site on one side (always is true, never is false), but got none
            1 in [1]                    | 1  | Expected a path such as agent.site on one side (always is true, never is false), but got none
            agent.a < true              | 11 | Expected a number, a text or a path beside <, but got true
            false >= agent.a            | 1  | Expected a number, a text or a path beside >=, but got false
            agent.a == ["x"]            | 12 | Expected a single value beside == (for one of several: in), but got a list
            ["x"] < agent.a             | 1  | Expected a single value beside < (for one of several: in), but got a list
            agent.a has ["x"]           | 13 | Expected a single value that a list has (one condition for each), but got a list
            "x" has agent.a             | 1  | Expected a list such as ["x"] or a path, but got "x"
            "x" exists                  | 1  | Expected a path such as agent.site before exists, but got "x"
            """)
    void says(String text, int column, String message) {
        assertThat(problems(text)).containsExactly(new ExpressionProblem(column, message.replace("VALUE", VALUE)));
    }

    @Test
    void saysEverythingUpToWhereItIsLost() {
        assertThat(problems("agent.a < true or agent.b in [] and (1 == 2 or agent.c = ) and agent.d < false"))
                .extracting(ExpressionProblem::column)
                .containsExactly(11, 30, 38, 58);
    }

    @Test
    void columnsCountLinesOfText() {
        assertThat(problems("agent.a\n  and x"))
                .extracting(ExpressionProblem::column)
                .containsExactly(15);
    }

    @Test
    void whoNeedsAnExpressionIsToldTheProblems() {
        assertThatThrownBy(() -> Expression.of("agent.a in [] or 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 12: Expected at least one element in the list, but got none\n"
                        + "column 18: Expected a condition such as agent.site == \"x\", but got 1 alone");
    }

    @Test
    void takesSoManyCharacters() {
        String most = "agent.a == \"" + "x".repeat(Limits.CHARS - 13) + '"';

        assertThat(Expression.of(most)).hasToString(most);
        assertThat(problems(most + ' '))
                .containsExactly(new ExpressionProblem(4001, "Expected at most 4000 characters, but got 4001"));
    }

    @Test
    void takesSoManyCharactersWithSpacesWrittenOut() {
        String dense = IntStream.range(0, 115)
                .mapToObj(i -> "agent.a%03d='%s'".formatted(i, "x".repeat(18)))
                .collect(Collectors.joining("or\n"));

        assertThat(dense).hasSizeLessThan(Limits.CHARS);
        assertThat(problems(dense))
                .containsExactly(new ExpressionProblem(
                        1, "Expected at most 4000 characters with spaces and escapes written out, but got 4366"));
    }

    @Test
    void takesSoMuchWithinEachOther() {
        assertAccepted("(".repeat(16) + "agent.a" + ")".repeat(16));
        assertAccepted("not ".repeat(16) + "agent.a == 1");
        assertAccepted(String.join(" and ", java.util.Collections.nCopies(20, "not (agent.a)")));
        assertThat(problems("not (".repeat(8) + "not agent.a" + ")".repeat(8)))
                .containsExactly(new ExpressionProblem(
                        41, "Expected at most 16 not and parentheses within each other, but got more"));
        assertThat(problems("(".repeat(4000)))
                .extracting(ExpressionProblem::column)
                .containsExactly(17);
    }

    @Test
    void takesSoManyConditions() {
        String condition = "agent.a";
        assertAccepted(String.join(" or ", java.util.Collections.nCopies(250, condition)));
        assertThat(problems(String.join(" or ", java.util.Collections.nCopies(251, condition))))
                .containsExactly(new ExpressionProblem(
                        11 * 250 + 1, "Expected at most 500 conditions, values and words between them, but got more"));
    }

    @Test
    void takesSoManyElements() {
        assertAccepted("agent.a in [" + "1,".repeat(199) + "1]");
        assertThat(problems("agent.a in [" + "1,".repeat(200) + "1]"))
                .containsExactly(new ExpressionProblem(413, "Expected at most 200 elements in a list, but got more"));
    }

    @Test
    void takesNamesOfSoManyCharacters() {
        assertAccepted("agent." + "x".repeat(64));
        assertThat(problems("agent." + "x".repeat(65)))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message()).startsWith("Expected names of at most 64 characters"));
    }

    private static void assertAccepted(String text) {
        Expression read = Expression.of(text);
        assertThat(Expression.of(read.toString())).isEqualTo(read);
    }

    private static List<ExpressionProblem> problems(String text) {
        return switch (Expression.read(text)) {
            case ExpressionReading.Accepted(Expression expression) ->
                throw new AssertionError("Expected problems, but read " + expression);
            case ExpressionReading.Refused(var problems) -> problems;
        };
    }
}
