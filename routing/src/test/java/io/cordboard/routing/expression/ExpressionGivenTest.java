package io.cordboard.routing.expression;

import static io.cordboard.routing.expression.Worked.attributes;
import static io.cordboard.routing.expression.Worked.expression;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an expression still asks of agents when the interaction and its customer are known. */
class ExpressionGivenTest {

    private static final Attributes INTERACTION = attributes("""
            {"language": "de", "tier": 2, "urgent": true, "calm": false, "sites": ["y", "x", "y"], "one": ["x"], "yes": [true],
             "none": [], "place": {"city": "Berlin"}}""");
    private static final Attributes CUSTOMER = attributes("{\"vip\": true, \"owner\": \"anna\"}");

    @ParameterizedTest(name = "{0}: of {1} remains {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            valueIsFilledIn                 | agent.languages has interaction.language        | agent.languages has "de"
            valueIsFilledInOnTheRight       | interaction.tier <= agent.tier                  | agent.tier >= 2
            customerIsFilledIn              | agent.name == customer.owner                    | agent.name == "anna"
            nestedValueIsFilledIn           | agent.city == interaction.place.city            | agent.city == "Berlin"
            listIsFilledInAsASet            | agent.site in interaction.sites                 | agent.site in ["x", "y"]
            writtenListBecomesASet          | agent.site in ["y", "x", "x"]                   | agent.site in ["x", "y"]
            listOfKindsIsSorted             | agent.site in ["a", 2, true, 1.5, false]        | agent.site in [false, true, 1.5, 2, "a"]
            listOfOneIsThatOne              | agent.site in interaction.one                   | agent.site == "x"
            singleValueIsAListOfOne         | agent.site in interaction.language              | agent.site == "de"
            listOfTrueIsACondition          | agent.site in interaction.yes                   | agent.site
            emptyListIsNever                | agent.site in interaction.none                  | false
            equalToTrueIsACondition         | agent.senior == interaction.urgent              | agent.senior
            unequalToTrueIsItsOpposite      | agent.senior != interaction.urgent              | not agent.senior
            equalToFalseStays               | agent.senior == interaction.calm                | agent.senior == false
            whatHoldsIsLeftOut              | interaction.urgent and agent.a                  | agent.a
            whatDoesNotHoldIsLeftOut        | interaction.calm or agent.a                     | agent.a
            oneThatFailsIsNever             | agent.a and interaction.calm                    | false
            oneThatHoldsIsAlways            | agent.a or customer.vip                         | true
            choiceByInteraction             | interaction.tier == 1 and agent.a or interaction.tier == 2 and agent.b | agent.b
            unknownHasNobody                | agent.a == interaction.unknown                  | false
            unknownIsUnequalToAll           | agent.a != interaction.unknown                  | true
            unknownIsInNoList               | agent.list has interaction.unknown              | false
            listIsInNoList                  | agent.list has interaction.sites                | false
            objectIsInNoList                | agent.list has interaction.place                | false
            listHasNoOrder                  | agent.a < interaction.sites                     | false
            booleanHasNoOrder               | agent.a < interaction.urgent                    | false
            knownListHasValue               | interaction.sites has "x"                       | true
            knownExists                     | interaction.place exists and not interaction.x exists | true
            agentToAgentStays               | agent.b < agent.a                               | agent.a > agent.b
            notGoesToTheConditions          | not (agent.a or agent.b and agent.c)            | not agent.a and (not agent.b or not agent.c)
            notOfEqualIsUnequal             | not agent.a == 1                                | agent.a != 1
            notOfUnequalIsEqual             | not agent.a != 1                                | agent.a == 1
            notOfLessStays                  | not agent.a < 1                                 | not agent.a < 1
            notNotIsNothing                 | not not agent.a exists                          | agent.a exists
            notInOneIsUnequal               | not agent.site in ["x"]                         | agent.site != "x"
            saidTwiceIsSaidOnce             | agent.a and (agent.b and agent.a)               | agent.a and agent.b
            saidTwiceAtLengthIsSaidOnce     | agent.b and not (agent.a or not agent.b)        | agent.b and not agent.a
            saidTwiceInAChoice              | not agent.b or not (agent.a and agent.b)        | not agent.b or not agent.a
            saidTwiceInOtherWords           | agent.a == true and agent.a and agent.t >= 2 and interaction.tier <= agent.t | agent.a and agent.t >= 2
            orderStays                      | agent.b and agent.a                             | agent.b and agent.a
            nothingGivenLeavesNothingToFill | agent.a == interaction.x or agent.b             | agent.b
            """)
    void remains(String behaviour, String text, String remainder) {
        Expression remains = expression(text).given(INTERACTION, CUSTOMER);

        assertThat(remains).as(behaviour).hasToString(remainder).isEqualTo(expression(remainder));
        assertThat(remains.given(INTERACTION, CUSTOMER)).isEqualTo(remains);
    }

    @Test
    void attributesThatAreNotReadMakeNoDifference() {
        Expression asked = expression("agent.languages has interaction.language and agent.tier >= interaction.tier");

        Expression one = asked.given(attributes("{\"language\": \"de\", \"tier\": 2, \"order\": 1}"), CUSTOMER);
        Expression other =
                asked.given(attributes("{\"tier\": 2.0, \"language\": \"de\", \"order\": 2}"), Attributes.NONE);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void longestListOfLongestTextsIsFilledIn() {
        var sites = java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> i + "x".repeat(990))
                .toList();
        Expression remains = expression("agent.site in interaction.sites")
                .given(Attributes.of(java.util.Map.of("sites", sites)), Attributes.NONE);

        assertThat(remains.holds(Attributes.of(java.util.Map.of("site", sites.get(59)))))
                .isTrue();
    }
}
