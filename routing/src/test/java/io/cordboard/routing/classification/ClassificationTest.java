package io.cordboard.routing.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked examples: what a classification says of an interaction of which something is known. */
class ClassificationTest {

    private static final TenantId SHOP = new TenantId("shop");
    private static final InteractionId ONE = new InteractionId(SHOP, "one");

    private static final Classification RULES = of("""
            {"rules": [
              {"when": "customer.tier >= 3", "queue": "first", "priority": 10},
              {"when": "interaction.medium == 'e-mail' and interaction.language == 'de'", "queue": "letters",
               "requirements": {"german": 7}},
              {"when": "interaction.topics has 'billing'", "queue": "billing", "priority": 2,
               "requirements": {"billing": 3, "tax": 1}},
              {"when": "interaction.language == 'de'", "queue": "german"}],
             "otherwise": {"queue": "support"}}
            """.replace("'", "\\\""));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            nothing is known and no rule holds         | chat   | {}                                        | support |  |    | {}
            rule on what is known of it holds          | chat   | {"language":"de"}                         | german  | 3 |    | {}
            rule on the customer holds                 | chat   | {"customer":{"tier":3}}                   | first   | 0 | 10 | {}
            customer may be said with dots             | chat   | {"customer.tier":4}                       | first   | 0 | 10 | {}
            first rule that holds counts               | chat   | {"language":"de","customer":{"tier":3}}   | first   | 0 | 10 | {}
            rule on the medium holds                   | e-mail | {"language":"de"}                         | letters | 1 |    | {german=7}
            rule on another medium does not            | chat   | {"language":"de","topics":[]}             | german  | 3 |    | {}
            rule asks for skills and a priority        | chat   | {"topics":["tax","billing"]}              | billing | 2 | 2  | {billing=3, tax=1}
            what is of another type meets no rule      | chat   | {"language":7,"topics":{"billing":true}}  | support |  |    | {}
            """)
    void says(String name, String medium, String known, String queue, Integer rule, Integer priority, String skills)
            throws JsonProcessingException {
        Ruling ruling = RULES.of(4, ONE, new Medium(medium), attributes(known));

        assertThat(ruling.version()).isEqualTo(4);
        assertThat(ruling.queue()).isEqualTo(queue);
        assertThat(ruling.rule()).isEqualTo(Optional.ofNullable(rule));
        assertThat(ruling.priority()).isEqualTo(Optional.ofNullable(priority));
        var asked = new TreeMap<String, Integer>();
        ruling.requirements().forEach((skill, least) -> asked.put(skill.name(), least));
        assertThat(asked).hasToString(skills);
    }

    @Test
    void splitGivesEachQueueItsShare() {
        var split = of("""
                {"otherwise": {"split": [{"queue": "a", "percent": 50}, {"queue": "b", "percent": 35},
                                         {"queue": "c", "percent": 15}]}}""");
        int all = 10_000;
        var counts = new TreeMap<String, Integer>();
        for (int i = 0; i < all; i++) {
            counts.merge(queue(split, "i" + i), 1, Integer::sum);
        }

        Map.of("a", 0.5, "b", 0.35, "c", 0.15).forEach((queue, share) -> {
            double sigma = Math.sqrt(all * share * (1 - share));
            assertThat((double) counts.get(queue)).as(queue).isCloseTo(all * share, within(4 * sigma));
        });
    }

    @Test
    void sameInteractionFallsToTheSamePartForEver() {
        var split = of(
                "{\"otherwise\": {\"split\": [{\"queue\": \"a\", \"percent\": 50}, {\"queue\": \"b\", \"percent\": 50}]}}");

        // Recorded once: another result would send those of a running test elsewhere.
        assertThat(List.of("i1", "i2", "i3", "i4", "i5", "i6").stream()
                        .map(id -> queue(split, id))
                        .toList())
                .containsExactly("b", "a", "a", "b", "b", "b");
    }

    @Test
    void whoeverBroughtItGoesBeforeTheRuleOnPriorityAndTheHigherOfSkillsCounts() {
        var german = new Skill("german");
        var tax = new Skill("tax");
        var ruling = new Ruling(1, Optional.empty(), "q", Optional.of(5), Map.of(german, 7, tax, 2));

        assertThat(new Classified(ruling, Optional.of(1), Map.of()).priority()).isEqualTo(1);
        assertThat(new Classified(ruling, Optional.empty(), Map.of()).priority())
                .isEqualTo(5);
        assertThat(new Classified(ruling, Optional.empty(), Map.of(german, 3, tax, 4)).skills())
                .isEqualTo(Map.of(german, 7, tax, 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                        |                      | Expected otherwise, but it is missing
            {"otherwise":{}}                                          | /otherwise           | Expected either queue or split, but got neither
            {"otherwise":{"queue":"a","split":[]}}                    | /otherwise           | Expected either queue or split, but got both
            {"otherwise":{"queue":"a b"}}                             | /otherwise/queue     | Expected a queue of 1 to 64 letters
            {"otherwise":{"queue":"a"},"rules":[{"queue":"a"}]}       | /rules/0             | Expected when, but it is missing
            {"otherwise":{"queue":"a"},"rules":[{"when":"agent.x == 1","queue":"a"}]} | /rules/0/when | column 1: Expected a path that begins with interaction or customer
            {"otherwise":{"queue":"a"},"rules":[{"when":"queue.waiting > 1","queue":"a"}]} | /rules/0/when | column 1: Expected a path that begins with interaction or customer
            {"otherwise":{"split":[{"queue":"a","percent":60},{"queue":"b","percent":39}]}} | /otherwise/split | Expected percentages that add up to 100, but got 99
            {"otherwise":{"split":[{"queue":"a"}]}}                   | /otherwise/split/0   | Expected percent, but it is missing
            {"otherwise":{"queue":"a","priority":1001}}               | /otherwise/priority  | Expected a whole number of -1000 to 1000
            {"otherwise":{"queue":"a","requirements":{"german":11}}}  | /otherwise/requirements/german | Expected a whole number of 0 to 10
            {"otherwise":{"queue":"a"},"rule":[]}                     | /rule                | Expected only rules, otherwise
            """)
    void whatIsWrongIsSaidWithItsPath(String document, String path, String message) throws JsonProcessingException {
        var reading = ClassificationCodec.read(new ObjectMapper().readTree(document));

        assertThat(reading).isInstanceOf(ClassificationCodec.Reading.Refused.class);
        List<PolicyProblem> problems = ((ClassificationCodec.Reading.Refused) reading).problems();
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path == null ? "" : path);
            assertThat(problem.message()).startsWith(message);
        });
    }

    @Test
    void moreRulesAndPartsThanAllowedAreRefused() throws JsonProcessingException {
        String rule = "{\"when\": \"true\", \"queue\": \"a\"}";
        String rules = "{\"rules\": [" + (rule + ',').repeat(200) + rule + "], \"otherwise\": {\"queue\": \"a\"}}";
        String part = "{\"queue\": \"a\", \"percent\": 1}";
        String parts = "{\"otherwise\": {\"split\": [" + (part + ',').repeat(20) + part + "]}}";

        for (String document : List.of(rules, parts)) {
            assertThat(ClassificationCodec.read(new ObjectMapper().readTree(document)))
                    .isInstanceOf(ClassificationCodec.Reading.Refused.class);
        }
    }

    @Test
    void whatIsWrittenReadsBack() {
        JsonNode written = RULES.toJson();

        assertThat(Classification.of(written)).isEqualTo(RULES);
        assertThat(RULES.queues()).containsExactly("billing", "first", "german", "letters", "support");
    }

    private static String queue(Classification split, String id) {
        return split.of(1, new InteractionId(SHOP, id), Medium.CHAT, Attributes.NONE)
                .queue();
    }

    private static Classification of(String document) {
        try {
            return ClassificationCodec.read(new ObjectMapper().readTree(document))
                    .orThrow();
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static Attributes attributes(String json) throws JsonProcessingException {
        return Attributes.of(new ObjectMapper().readTree(json));
    }
}
