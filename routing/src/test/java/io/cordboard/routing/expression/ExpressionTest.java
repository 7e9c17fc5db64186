package io.cordboard.routing.expression;

import static io.cordboard.routing.expression.Worked.attributes;
import static io.cordboard.routing.expression.Worked.expression;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions say of an agent. */
class ExpressionTest {

    private static final Attributes ANNA = attributes("""
            {"site": "berlin", "tier": 2, "rate": 0.5, "senior": true, "trainee": false, "text": "true", "number": "2",
             "languages": ["de", "en"], "nothing": [], "levels": [1, 2.0, 3.5], "flags": [true],
             "address": {"city": "Berlin", "geo": {"zone": 3}}, "customer.verified": "yes", "größe": 1,
             "address.city": "hidden", "a b": 7}""");

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            equalTexts                          | agent.site == "berlin"                     | true
            textsAreComparedExactly             | agent.site == "Berlin"                     | false
            singleQuotesAreQuotes               | agent.site == 'berlin'                     | true
            oneEqualsSignIsTwo                  | agent.site = "berlin"                      | true
            unequalTexts                        | agent.site != "paris"                      | true
            equalIsNotUnequal                   | agent.site != "berlin"                     | false
            numbersAreComparedByValue           | agent.tier == 2.0                          | true
            exponentsAreNumbers                 | agent.tier == 0.2e1                        | true
            less                                | agent.tier < 3                             | true
            lessIsNotEqual                      | agent.tier < 2                             | false
            atMost                              | agent.tier <= 2                            | true
            more                                | agent.tier > 1.5                           | true
            atLeast                             | agent.tier >= 2                            | true
            fractionsBelowWholeNumbers          | agent.rate < 1                             | true
            fractionsAboveNegativeOnes          | agent.rate > -1                            | true
            valueMayStandFirst                  | 3 > agent.tier                             | true
            textsHaveAnOrder                    | agent.site < "c"                           | true
            textBeforeItsContinuation           | agent.site < "berlins"                     | true
            attributesAreComparedToEachOther    | agent.tier > agent.rate                    | true
            textIsNoNumber                      | agent.number == 2                          | false
            textIsUnequalToNumber               | agent.number != 2                          | true
            textAndNumberHaveNoOrder            | agent.number < 3                           | false
            textAndNumberHaveNoOrderEitherWay   | agent.number >= 3                          | false
            textIsNoBoolean                     | agent.text == true                         | false
            booleansAreEqual                    | agent.trainee == false                     | true
            listIsNoSingleValue                 | agent.languages == "de"                    | false
            listIsUnequalToAnyValue             | agent.languages != "de"                    | true
            listIsNotEqualToItself              | agent.languages == agent.languages         | false
            objectIsNoSingleValue               | agent.address == "Berlin"                  | false
            listHasItsElement                   | agent.languages has "de"                   | true
            listHasNothingElse                  | agent.languages has "fr"                   | false
            listElementsAreComparedByValue      | agent.levels has 2                         | true
            listElementsKeepTheirKind           | agent.levels has "2"                       | false
            listHasBooleans                     | agent.flags has true                       | true
            emptyListHasNothing                 | agent.nothing has "de"                     | false
            singleValueIsAListOfOne             | agent.site has "berlin"                    | true
            objectHasNothing                    | agent.address has "Berlin"                 | false
            listIsInNoList                      | agent.levels has agent.levels              | false
            objectIsInNoList                    | agent.address has agent.address            | false
            inAList                             | agent.site in ["paris", "berlin"]          | true
            notInAList                          | agent.site in ["paris"]                    | false
            inAnAttribute                       | "de" in agent.languages                    | true
            attributeInAnAttribute              | agent.tier in agent.levels                 | true
            listHasAttribute                    | ["paris", "berlin"] has agent.site         | true
            listAttributeIsInNoList             | agent.languages in ["de", "en"]            | false
            trueIsACondition                    | agent.senior                               | true
            falseIsNone                         | agent.trainee                              | false
            textTrueIsNoCondition               | agent.text                                 | false
            numberIsNoCondition                 | agent.tier                                 | false
            attributeExists                     | agent.trainee exists                       | true
            emptyListExists                     | agent.nothing exists                       | true
            objectExists                        | agent.address exists                       | true
            nestedPath                          | agent.address.city == "Berlin"             | true
            nestedTwice                         | agent.address.geo.zone >= 3                | true
            pathThroughAText                    | agent.site.city exists                     | false
            nameWithDots                        | agent.customer.verified == "yes"           | true
            nameWithDotsInQuotes                | agent."customer.verified" == "yes"         | true
            nestedComesBeforeDots               | agent.address.city == "hidden"             | false
            quotesAskForTheNameAlone            | agent."address.city" == "hidden"           | true
            nameOfAnyLetters                    | agent.größe == 1                           | true
            nameWithSpaceInQuotes               | agent.'a b' == 7                           | true
            unknownIsNotEqual                   | agent.unknown == "x"                       | false
            unknownIsUnequal                    | agent.unknown != "x"                       | true
            unknownHasNoOrder                   | agent.unknown < 1                          | false
            unknownHasNoOrderEitherWay          | agent.unknown >= 1                         | false
            unknownIsNotEqualToUnknown          | agent.unknown == agent.missing             | false
            unknownHasNothing                   | agent.unknown has "x"                      | false
            unknownIsInNoList                   | agent.unknown in ["x"]                     | false
            unknownIsNotTrue                    | agent.unknown                              | false
            unknownDoesNotExist                 | agent.unknown exists                       | false
            notOfUnknownIsTrue                  | not agent.unknown                          | true
            interactionIsUnknownUntilGiven      | interaction.site == "berlin"               | false
            notBindsAWholeComparison            | not agent.site == "paris"                  | true
            notOfAnIn                           | not agent.site in ["paris"]                | true
            notNot                              | not not agent.senior                       | true
            andNeedsBoth                        | agent.senior and agent.trainee             | false
            orNeedsOne                          | agent.trainee or agent.senior              | true
            andBindsCloserThanOr                | agent.senior or agent.senior and false     | true
            parenthesesComeFirst                | (agent.senior or agent.senior) and false   | false
            notBindsCloserThanAnd               | not agent.trainee and agent.senior         | true
            notOfParentheses                    | not (agent.trainee or agent.senior)        | false
            wordsInCapitals                     | NOT agent.trainee AND agent.site IN ['berlin'] OR FALSE | true
            anySpaceSeparates                   | `agent.senior\u00a0and\tagent.tier == 2` | true
            trueIsAlways                        | true                                       | true
            falseIsNever                        | False                                      | false
            """)
    void holds(String behaviour, String text, boolean holds) {
        assertThat(expression(text).holds(ANNA)).as(behaviour).isEqualTo(holds);
    }

    @Test
    void largeWholeNumbersAreToldApart() {
        Attributes agent = Attributes.of(Map.of("id", 9_007_199_254_740_993L, "big", 1e300, "most", Long.MAX_VALUE));

        assertThat(expression("agent.id == 9007199254740993").holds(agent)).isTrue();
        assertThat(expression("agent.id == 9007199254740992").holds(agent)).isFalse();
        assertThat(expression("agent.id > 9007199254740992.0").holds(agent)).isTrue();
        assertThat(expression("agent.most < 9223372036854775808.0 and agent.most > 4503599627370495.5")
                        .holds(agent))
                .isTrue();
        assertThat(expression("agent.id < agent.big and agent.big > 1 and agent.id > -1e300")
                        .holds(agent))
                .isTrue();
    }

    @Test
    void textsAreOrderedByCodePoint() {
        Attributes agent = Attributes.of(Map.of("emoji", "\uD83D\uDE00", "wide", "\uFF21"));

        assertThat(expression("agent.wide < agent.emoji").holds(agent)).isTrue();
        assertThat(expression("agent.emoji < agent.wide").holds(agent)).isFalse();
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            agent.a='x'AND(agent.b)                   | agent.a == "x" and agent.b
            (agent.a or agent.b) and agent.c          | (agent.a or agent.b) and agent.c
            (agent.a and agent.b) or agent.c          | agent.a and agent.b or agent.c
            agent.a and (agent.b and agent.c)         | agent.a and agent.b and agent.c
            not (agent.a or not agent.b)              | not (agent.a or not agent.b)
            not (agent.a == 1)                        | not agent.a == 1
            1.0 < agent.a                             | agent.a > 1
            "de" in agent.a                           | agent.a has "de"
            [1, 2] has agent.a                        | agent.a in [1, 2]
            interaction.site in agent.sites           | agent.sites has interaction.site
            agent.a == 'it\\'s "x"'                   | agent.a == "it's \\"x\\""
            agent.a == '\\u0000\\ud800\\n'            | agent.a == "\\u0000\\ud800\\n"
            agent.a in [1.50, -0.0, 1e300, TRUE]      | agent.a in [1.5, 0, 1.0E300, true]
            agent."plain"."link.x".""                 | agent.plain."link.x".""
            agent.a exists or true or false           | agent.a exists or true or false
            """)
    void isWrittenInOneWay(String text, String canonical) {
        Expression read = expression(text);

        assertThat(read).hasToString(canonical);
        assertThat(expression(canonical)).isEqualTo(read).hasSameHashCodeAs(read);
    }

    @Test
    void isStoredAsText() throws Exception {
        var conditions = Map.of(
                "a", expression("agent.a == 1 or agent.b"), "b", expression("true"), "c", expression("agent.c exists"));

        String stored = Worked.JSON.writeValueAsString(new java.util.TreeMap<>(conditions));

        assertThat(stored).isEqualTo("{\"a\":\"agent.a == 1 or agent.b\",\"b\":\"true\",\"c\":\"agent.c exists\"}");
        assertThat(Worked.JSON.readValue(stored, new TypeReference<Map<String, Expression>>() {}))
                .isEqualTo(conditions);
    }

    @Test
    void readsPathsByScope() {
        Expression asked =
                expression("agent.b == interaction.x and (agent.a in ['1'] or not customer.vip) and agent.b");

        assertThat(asked.reads().toString())
                .isEqualTo("{AGENT=[agent.a, agent.b], INTERACTION=[interaction.x], CUSTOMER=[customer.vip]}");
    }

    @ParameterizedTest(name = "{0} lacks {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            agent.senior and agent.tier >= 3 and agent.site == "x"      | agent.tier >= 3
            agent.senior and (agent.tier >= 3 or agent.site == "x")     | agent.tier >= 3 or agent.site == "x"
            not (agent.trainee or agent.senior)                         | not (agent.trainee or agent.senior)
            agent.senior and false                                      | false
            """)
    void saysTheFirstConditionUnmet(String text, String unmet) {
        assertThat(expression(text).firstUnmet(ANNA)).contains(unmet);
    }

    @Test
    void nothingIsUnmetOfWhatIsMet() {
        assertThat(expression("agent.senior and agent.tier == 2").firstUnmet(ANNA))
                .isEmpty();
        assertThat(expression("true").firstUnmet(ANNA)).isEmpty();
    }

    @Test
    void saysWhatStandsAgainstEveryAgentInItsOwnWords() {
        Expression asked = expression("agent.senior and interaction.site == agent.site and interaction.day == \"mon\"");
        Attributes interaction = attributes("{\"site\": \"berlin\", \"day\": \"tue\"}");

        assertThat(asked.given(interaction, Attributes.NONE)).isEqualTo(Expression.Constant.NEVER);
        assertThat(asked.firstUnmet(ANNA, interaction, Attributes.NONE)).contains("interaction.day == \"mon\"");
        assertThat(asked.firstUnmet(Attributes.NONE, interaction, Attributes.NONE))
                .contains("agent.senior");
    }

    @Test
    void shareIsOfTheConditionsMet() {
        assertThat(expression("agent.senior and agent.trainee and agent.tier == 2 and agent.site == 'x'")
                        .share(ANNA))
                .isEqualTo(0.5);
        assertThat(expression("agent.senior or agent.trainee").share(ANNA)).isEqualTo(1);
        assertThat(expression("false").share(ANNA)).isEqualTo(0);
        assertThat(expression("true").share(ANNA)).isEqualTo(1);
    }

    @Test
    void conditionsOfTwoSourcesAreJoined() {
        Expression one = expression("agent.a and agent.b");
        Expression other = expression("agent.c or agent.d");

        assertThat(Expression.all(List.of(one, other)))
                .isEqualTo(expression("agent.a and agent.b and (agent.c or agent.d)"));
        assertThat(Expression.any(List.of(one, other)))
                .isEqualTo(expression("agent.a and agent.b or agent.c or agent.d"));
        assertThat(Expression.all(List.of())).isEqualTo(Expression.Constant.ALWAYS);
        assertThat(Expression.any(List.of())).isEqualTo(Expression.Constant.NEVER);
        assertThat(Optional.of(Expression.all(List.of(one)))).contains(one);
    }
}
