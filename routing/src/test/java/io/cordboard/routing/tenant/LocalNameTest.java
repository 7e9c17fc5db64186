package io.cordboard.routing.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class LocalNameTest {

    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

    @Property(tries = 5_000)
    void isLettersDigitsAndAFewSigns(
            @ForAll @StringLength(max = 4) @CharRange(from = '!', to = '~') @CharRange(from = 'à', to = 'é')
                    String value) {
        holdsToTheRule(value);
    }

    @Property(tries = 200)
    void isNoLongerThan64(@ForAll @StringLength(min = 60, max = 70) @CharRange(from = 'a', to = 'z') String value) {
        holdsToTheRule(value);
    }

    private static void holdsToTheRule(String value) {
        if (RULE.matcher(value).matches()) {
            assertThat(LocalName.require("name", value)).isEqualTo(value);
        } else {
            assertThatThrownBy(() -> LocalName.require("name", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 64 letters");
        }
    }
}
