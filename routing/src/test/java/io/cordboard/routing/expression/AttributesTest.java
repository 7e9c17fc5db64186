package io.cordboard.routing.expression;

import static io.cordboard.routing.expression.Worked.JSON;
import static io.cordboard.routing.expression.Worked.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.Contact;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {

    private static final String ALL =
            "{\"a\":\"text\",\"b\":1,\"c\":0.5,\"d\":true,\"e\":[\"x\",2,false],\"f\":{\"g\":{\"h\":[]}},\"i\":{}}";

    @Test
    void areAJsonObject() throws Exception {
        Attributes read = attributes(ALL);

        assertThat(JSON.writeValueAsString(read)).isEqualTo(ALL);
        assertThat(read).hasToString(ALL);
        assertThat(read.members())
                .containsEntry("a", "text")
                .containsEntry("b", 1L)
                .containsEntry("c", 0.5);
        assertThat(read.text("a")).contains("text");
        assertThat(read.text("b")).isEmpty();
    }

    @Test
    void travelAsCbor() throws Exception {
        ObjectMapper cbor = new CBORMapper();
        Attributes changes = attributes("{\"z\":null,\"big\":9007199254740993,\"e\":[1.5,\"x\"]}");

        assertThat(cbor.readValue(cbor.writeValueAsBytes(changes), Attributes.class))
                .isEqualTo(changes);
    }

    @Test
    void readTheTextsOfOlderEvents() throws Exception {
        Map<String, String> before =
                Map.of("order", "47", "customer.verified", "anna", "link.crm", "https://x.example");

        assertThat(attributes(JSON.writeValueAsString(before)).members()).isEqualTo(before);
    }

    @Test
    void holdWhateverAContactHeld() {
        Map<String, String> most = new HashMap<>();
        for (int i = 0; i < Contact.MAX_ATTRIBUTES; i++) {
            most.put("é \u0000\ud800".repeat(12) + i, "\u0007".repeat(Attributes.MAX_TEXT));
        }
        most.remove("é \u0000\ud800".repeat(12) + 0);
        most.put("", "");
        new Contact(Medium.VOICE, Optional.empty(), Optional.empty(), Optional.empty(), most);

        assertThat(Attributes.of(most).members()).isEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "1e0", "0.1e1", "10e-1"})
    void numbersAreEqualByValue(String one) {
        assertThat(attributes("{\"n\":" + one + "}"))
                .isEqualTo(Attributes.of(Map.of("n", 1)))
                .hasSameHashCodeAs(Attributes.of(Map.of("n", 1.0f)));
    }

    @Test
    void numbersOfAllTypesAreRead() {
        List<Number> ones = List.of((byte) 1, (short) 1, 1, 1L, 1f, 1d, BigInteger.ONE, new BigDecimal("1.00"));

        assertThat(Attributes.of(Map.of("n", ones)).members().get("n")).isEqualTo(Collections.nCopies(8, 1L));
    }

    @Test
    void wholeNumbersAreExact() {
        Attributes read = attributes("{\"a\":9007199254740993,\"b\":-9223372036854775808,\"c\":-0.0}");

        assertThat(read.members()).isEqualTo(Map.of("a", 9_007_199_254_740_993L, "b", Long.MIN_VALUE, "c", 0L));
    }

    @Test
    void areEqualWhateverTheOrder() {
        Attributes one = attributes("{\"a\":1,\"b\":{\"x\":1,\"y\":2}}");
        Attributes other = attributes("{\"b\":{\"y\":2,\"x\":1},\"a\":1}");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
        assertThat(one).isNotEqualTo(attributes("{\"a\":1,\"b\":{\"x\":1}}"));
        assertThat(attributes("{\"a\":[1,2]}")).isNotEqualTo(attributes("{\"a\":[2,1]}"));
        assertThat(attributes("{}")).isSameAs(Attributes.NONE);
    }

    @Test
    void areWrittenInTheOrderOfTheirNames() {
        assertThat(List.copyOf(Attributes.of(numbered(50)).members().keySet())).isSorted();
        assertThat(attributes("{\"within\":{\"queue\":1,\"age\":2,\"x\":3,\"b\":4}}"))
                .hasToString("{\"within\":{\"age\":2,\"b\":4,\"queue\":1,\"x\":3}}");
    }

    @Test
    void doNotChangeWithWhatTheyWereMadeOf() {
        List<Object> list = new ArrayList<>(List.of("x"));
        Map<String, Object> members = new HashMap<>(Map.of("list", list));
        Attributes made = Attributes.of(members);

        list.add("y");
        members.put("more", 1);

        assertThat(made).hasToString("{\"list\":[\"x\"]}");
        assertThatThrownBy(() -> made.members().put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest(name = "{0}: {1} with {2} is {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            newMemberIsAdded            | {"a":1}             | {"b":2}             | {"a":1,"b":2}
            memberIsReplaced            | {"a":1}             | {"a":"x"}           | {"a":"x"}
            objectIsReplacedAsAWhole    | {"a":{"x":1}}       | {"a":{"y":2}}       | {"a":{"y":2}}
            nullRemoves                 | {"a":1,"b":2}       | {"a":null}          | {"b":2}
            nullOfWhatIsNotThere        | {"a":1}             | {"b":null}          | {"a":1}
            nothingChangesNothing       | {"a":1}             | {}                  | {"a":1}
            nullIsNotKept               | {"a":null,"b":2}    | {}                  | {"b":2}
            nullWithinIsAsIfNotThere    | {"a":{"x":null}}    | {}                  | {"a":{}}
            """)
    void with(String behaviour, String before, String changes, String after) {
        Attributes changed = attributes(before).with(attributes(changes));

        assertThat(changed).as(behaviour).isEqualTo(attributes(after)).hasToString(after);
    }

    @Test
    void changesAreStoredWithWhatTheyRemove() throws Exception {
        Attributes changes = Attributes.of(Collections.singletonMap("a", null));

        assertThat(JSON.writeValueAsString(Map.of("changes", changes))).isEqualTo("{\"changes\":{\"a\":null}}");
        assertThat(JSON.readValue("{\"a\":null}", Attributes.class)).isEqualTo(changes);
        assertThat(changes.isEmpty()).isTrue();
        assertThat(Expression.of("agent.a exists").holds(changes)).isFalse();
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"b":{"c":{"d":{}}}}}           | Expected objects of at most 4 levels, but got a.b.c.d is deeper
            {"a":{"b":[[1]]}}                    | Expected a text, a number, true or false within a list, but got an object or a list in a.b
            {"a":[{}]}                           | Expected a text, a number, true or false within a list, but got an object or a list in a
            {"a":[null]}                         | Expected a text, a number, true or false within a list, but got null in a
            {"a":9223372036854775808}            | Expected a whole number of -9223372036854775808 to 9223372036854775807 (a longer one is written as a text), but got 9223372036854775808 in a
            {"a":{"b":1e999}}                    | Expected a number of at most 1.7976931348623157E308, but got Infinity in a.b
            """)
    void refuses(String json, String message) {
        assertThatThrownBy(() -> attributes(json)).hasMessageContaining(message);
    }

    @Test
    void refuseWhatIsTooMuch() {
        assertRefused(Map.of("x".repeat(65), 1), "names of at most 64 characters, but got 'xxx");
        assertRefused(
                Map.of("a", Map.of("b", "x".repeat(1001))), "texts of at most 1000 characters, but got 1001 in a.b");
        assertRefused(Map.of("a", Collections.nCopies(201, 1)), "lists of at most 200, but got 201 in a");
        assertRefused(numbered(201), "at most 200 attributes");
        assertRefused(Map.of("a", numbered(200)), "at most 200 attributes");
        assertRefused(Map.of("a", Collections.nCopies(66, "x".repeat(1000))), "at most 65536 characters together");
        assertRefused(Map.of("a", Map.of(1, 2)), "Expected names that are texts, but got 1 in a");
        assertRefused(
                Map.of("a", new int[0]), "Expected a text, a number, true or false, a list or an object, but got");
        assertRefused(Map.of("a", Arrays.asList("x", null)), "but got null in a");
    }

    @Test
    void takeAsMuchAsIsAllowed() {
        assertThat(Attributes.of(numbered(200)).members()).hasSize(200);
        assertThat(Attributes.of(Map.of("a", Map.of("b", Map.of("c", Map.of("d", 1)))))
                        .isEmpty())
                .isFalse();
        assertThat(Attributes.of(Map.of("x".repeat(64), "x".repeat(1000), "l", Collections.nCopies(200, "")))
                        .members())
                .hasSize(2);
    }

    private static Map<String, Integer> numbered(int count) {
        Map<String, Integer> numbered = new HashMap<>();
        IntStream.range(0, count).forEach(i -> numbered.put("a" + i, i));
        return numbered;
    }

    private static void assertRefused(Map<String, ?> members, String message) {
        assertThatThrownBy(() -> Attributes.of(members))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
