package io.cordboard.routing.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cordboard.routing.line.NumberRule.Prefix;
import io.cordboard.routing.line.NumberRule.Rewrite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRuleTest {

    @Test
    void firstRuleThatFitsIsUsedAndOnlyThat() {
        List<NumberRule> rules = List.of(new Prefix("00", "+"), new Prefix("0", "+49"), new Prefix("+49", "+43"));

        assertThat(NumberRule.rewritten(rules, "0043123")).isEqualTo("+43123");
        assertThat(NumberRule.rewritten(rules, "030123")).isEqualTo("+4930123");
        assertThat(NumberRule.rewritten(rules, "123")).isEqualTo("123");
    }

    @Test
    void prefixOfNothingIsAddedToEveryNumber() {
        assertThat(new Prefix("", "+").rewritten("4930123")).contains("+4930123");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prefix("", ""))
                .withMessageContaining("both are");
        assertThatIllegalArgumentException().isThrownBy(() -> new Prefix("abc", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\+49(\\d*) | 0$1 | +4930123 | 030123",
                "(\\d{3})(\\d{2,4})#? | $2$1 | 1234567# | 4567123",
                "^0([1-9])(.*)$ | +49$1$2 | 030123 | +4930123",
                "[^0]\\d+ | 9 | 123 | 9"
            })
    void wholeNumberIsRewrittenByGroups(String match, String replace, String number, String written) {
        assertThat(new Rewrite(match, replace).rewritten(number)).contains(written);
    }

    @Test
    void numberThatFitsOnlyInPartIsLeft() {
        assertThat(new Rewrite("\\d{3}", "9").rewritten("1234")).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(\\d+)+",
                "(\\d*)*",
                "((1))",
                "1|2",
                "(?=1)",
                "(?:1)",
                "\\w",
                "a",
                "[a-z]",
                "\\d+\\d+\\d+\\d+",
                "(1",
                "1)",
                "[9-0]",
                "*",
                "1**",
                "\\1",
                "{3}",
                "1{3",
                "(1){2}",
                "\\d{100}",
                "[0-9",
                "$1"
            })
    void expressionThatCouldTakeLongOrMeanSomethingElseIsRefused(String match) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rewrite(match, "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2", "$", "\\1", "${a}", "", "x", "$0"})
    void replacementNamesOnlyGroupsThatThereAre(String replace) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rewrite("(\\d)", replace));
    }

    @Test
    @Timeout(5)
    void worstExpressionThatIsAllowedTakesNoTime() {
        NumberRule worst = new Rewrite("\\d*\\d*\\d*#", "1");
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(worst.rewritten("1".repeat(NumberRule.MOST_DIGITS))).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(NumberRule.rewritten(List.of(new Prefix("1", "2")), "1".repeat(NumberRule.MOST_DIGITS + 1)))
                .startsWith("1");
    }
}
