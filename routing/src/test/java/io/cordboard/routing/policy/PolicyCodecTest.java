package io.cordboard.routing.policy;

import static io.cordboard.routing.policy.Documents.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCodecTest {

    private static List<PolicyProblem> problems(String document) {
        return switch (PolicyCodec.read(document)) {
            case PolicyReading.Accepted _ -> List.of();
            case PolicyReading.Refused(var problems) -> problems;
        };
    }

    @Test
    void emptyDocumentIsTheDefaultPolicy() {
        assertThat(PolicyCodec.read("{}")).isEqualTo(new PolicyReading.Accepted(Policy.DEFAULT));
    }

    @Test
    void policyIsWrittenWithEveryPart() {
        assertThat(PolicyCodec.write(Policy.DEFAULT)).isEqualTo(golden("default-policy.json"));
    }

    @Test
    void wholeDocumentReadsAndWritesAsItIs() {
        Policy policy = PolicyCodec.read(golden("whole-policy.json")).orThrow();
        assertThat(PolicyCodec.write(policy)).isEqualTo(golden("whole-policy.json"));
    }

    @Test
    void fieldsMeanWhatTheySay() {
        Policy policy = PolicyCodec.read(golden("whole-policy.json")).orThrow();
        Skill billing = new Skill("billing");
        Skill german = new Skill("german");
        assertThat(policy.requirements()).isEqualTo(Map.of(billing, 5, german, 3));
        assertThat(policy.steps())
                .containsExactly(
                        new Step(
                                Duration.ofSeconds(30),
                                Map.of(billing, 1),
                                Set.of(),
                                Optional.of(Expression.Constant.ALWAYS),
                                Optional.of(Expression.readOfQueue(
                                                "queue.available == 0 and queue.others.second.estimate < 60")
                                        .orThrow()),
                                0),
                        new Step(Duration.ofSeconds(60), Map.of(), Set.of(billing, german), 2));
        assertThat(policy.strategy()).isEqualTo(new Strategy.BestScore());
        assertThat(policy.score())
                .containsExactly(
                        new ScorePart(20, Optional.of(Expression.of("agent.site == interaction.site"))),
                        new ScorePart(-5, Optional.empty()));
        assertThat(policy.overflow().rules())
                .containsExactly(
                        new Overflow.WaitOver(Duration.ofMinutes(5), new Destination.ToQueue("second", Optional.of(5))),
                        new Overflow.LengthOver(100, new Destination.Close("All lines are busy.")),
                        new Overflow.When(
                                Expression.readOfQueue("queue.agents == 0").orThrow(),
                                new Destination.ToQueue("second")),
                        new Overflow.WaitOver(
                                Duration.ofMinutes(10),
                                new Destination.Classify(Attributes.of(Map.of("escalated", true)))));
        assertThat(policy.priority())
                .isEqualTo(new Priority(10, Optional.of(Duration.ofSeconds(30)), Optional.of(Duration.ofSeconds(60))));
        assertThat(policy.wrapUp()).isEqualTo(new WrapUp(WrapUp.Mode.MANDATORY, Duration.ofSeconds(90)));
        assertThat(policy.connection().then()).isEqualTo(Connection.Then.CLOSE);
    }

    @Test
    void batchWeighsWhatItSaysAndTheRestAsEver() {
        Policy policy = PolicyCodec.read("""
                {"strategy":"batch-optimum","batch":{"wait":5,"fairness":0}}""").orThrow();

        assertThat(policy.strategy()).isEqualTo(new Strategy.BatchOptimum(10, 5, 10, 0));
        assertThat(PolicyCodec.read(PolicyCodec.write(policy)).orThrow()).isEqualTo(policy);
        assertThat(PolicyCodec.read(golden("batch-policy.json")).orThrow().strategy())
                .isEqualTo(new Strategy.BatchOptimum(20, 0, 5, 1));
    }

    @Test
    void orderIsWrittenOnlyWhenItIsNotTheUsualOne() {
        Policy policy = PolicyCodec.read("""
                {"priority":{"order":"lifo"}}""").orThrow();

        assertThat(policy.priority().order()).isEqualTo(Priority.Order.LIFO);
        assertThat(PolicyCodec.read(PolicyCodec.write(policy)).orThrow()).isEqualTo(policy);
        assertThat(PolicyCodec.write(Policy.DEFAULT).at("/priority/order").isMissingNode())
                .as("a node that does not know of it reads every other policy")
                .isTrue();
    }

    @Test
    void policyTravelsAsItsDocument() throws IOException {
        Policy policy = PolicyCodec.read(golden("whole-policy.json")).orThrow();
        for (ObjectMapper mapper : List.of(new ObjectMapper(), new CBORMapper())) {
            byte[] sent = mapper.writeValueAsBytes(policy);
            assertThat(mapper.readTree(sent)).isEqualTo(golden("whole-policy.json"));
            assertThat(mapper.readValue(sent, Policy.class)).isEqualTo(policy);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"strategi":"x"}                                | /strategi                 | Expected only requirements, where, steps, strategy, batch, score
            {"score":[{"points":1}]}                        | /score                    | Expected the strategy best-score, weighted-random, percentage or batch-optimum with a score, but got longest-idle
            {"strategy":"batch-optimum","batch":{"wait":-1}} | /batch/wait             | Expected a whole number of 0 to 1000, but got -1
            {"strategy":"batch-optimum","batch":{"age":1}}  | /batch/age               | Expected only mismatch, wait, urgency, fairness, but got "age"
            {"batch":{}}                                    | /batch                   | Expected the strategy batch-optimum with batch, but got longest-idle
            {"strategy":"batch-optimum","simultaneousOffers":2} | /simultaneousOffers  | Expected one offer at a time with the strategy batch-optimum, but got 2
            {"strategy":"batch-optimum","priority":{"order":"lifo"}} | /priority/order | Expected fifo with the strategy batch-optimum, but got lifo
            {"priority":{"order":"lifo","ageCredit":"PT9S"}} | /priority/order         | Expected fifo with ageCredit, for it moves forward who has waited longest, but got lifo
            {"priority":{"order":"lifo","serviceLevelCredit":"PT9S"}} | /priority/order | Expected fifo with serviceLevelCredit
            {"priority":{"order":"random"}}                 | /priority/order           | Expected one of fifo, lifo, but got
            {"strategy":"best-score","score":[{}]}          | /score/0                  | Expected points, but it is missing
            {"steps":[{"after":"PT9S","where":"true"}]}     | /steps/0/where            | Expected a where of the policy, which this one widens
            {"where":7}                                     | /where                    | Expected a text, but got 7
            {"where":"agent.site ="}                        | /where                    | column
            {"where":"agnet.site == 'x'"}                   | /where                    | column
            {"where":"true","steps":[{"after":"PT9S","where":"agent.site in"}]} | /steps/0/where | column
            {"strategy":"fastest"}                          | /strategy                 | Expected one of longest-idle, round-robin
            {"requirements":{"billing":11}}                 | /requirements/billing     | Expected a whole number of 0 to 10, but got 11
            {"requirements":{"a b":1}}                      | /requirements/a b         | Expected a skill of 1 to 64 letters
            {"requirements":{"billing":1.5}}                | /requirements/billing     | Expected a whole number of 0 to 10, but got 1.5
            {"steps":[{}]}                                  | /steps/0                  | Expected after, but it is missing
            {"steps":[{"after":"30s"}]}                     | /steps/0/after            | Expected a duration of PT0S to PT744H
            {"steps":[{"after":"PT9S"},{"after":"PT9S"}]}   | /steps/1/after            | Expected more than PT9S (the step before), but got PT9S
            {"simultaneousOffers":0}                        | /simultaneousOffers       | Expected a whole number of 1 to 10, but got 0
            {"offer":{"deadline":"PT0S"}}                   | /offer/deadline           | Expected a duration of PT1S to PT24H
            {"offer":{"autoAccept":"yes"}}                  | /offer/autoAccept         | Expected true or false, but got "yes"
            {"offer":{"restAfter":{"missed":"PT2H"}}}       | /offer/restAfter/missed   | Expected a duration of PT0S to PT1H such as "PT30S" or "PT1H30M", but got "PT2H"
            {"offer":{"restAfter":{"lost":"PT1S"}}}         | /offer/restAfter/lost     | Expected only rejected, busy, missed, unreachable, but got "lost"
            {"lastAgent":{}}                                | /lastAgent                | Expected for, but it is missing
            {"overflow":[{"to":{"queue":"x"}}]}             | /overflow/0               | Expected one of waitOver, lengthOver and when, but got none
            {"overflow":[{"waitOver":"PT1S","when":"true","to":{"queue":"x"}}]} | /overflow/0 | Expected one of waitOver, lengthOver and when, but got 2
            {"overflow":[{"when":"queue.agnets == 0","to":{"queue":"x"}}]} | /overflow/0/when | Expected queue. and one of waiting, agents
            {"steps":[{"after":"PT9S","when":"agent.free"}]} | /steps/0/when        | column 1: Expected a path that begins with queue, but got agent.free
            {"steps":[{"after":"PT9S","when":"queue.others.x.agents == 0"}]} | /steps/0/when | Expected queue. and one of
            {"strategy":"percentage"}                       | /score                    | Expected a score with percentage
            {"strategy":"percentage","score":[{"points":0,"where":"true"}]} | /score    | Expected a score with percentage
            {"order":["ada"]}                               | /order                    | Expected the strategy ordered with an order
            {"strategy":"ordered","order":["a b"]}          | /order/0                  | Expected an agent of 1 to 64
            {"overflow":[{"waitOver":"PT1S"}]}              | /overflow/0               | Expected to, but it is missing
            {"overflow":[{"lengthOver":1,"to":{}}]}         | /overflow/0/to            | Expected one of queue, classify and close, but got none
            {"overflow":[{"lengthOver":1,"to":{"close":"x","classify":{}}}]} | /overflow/0/to | Expected one of queue, classify and close, but got classify and close
            {"overflow":[{"lengthOver":1,"to":{"close":"x","priority":1}}]} | /overflow/0/to/priority | Expected only queue, classify, close
            {"overflow":[{"lengthOver":1,"to":{"classify":{"attributes":{"a":[[1]]}}}}]} | /overflow/0/to/classify/attributes | Expected a text, a number, true or false within a list
            {"overflow":[{"lengthOver":1,"to":{"classify":{"attributes":{"a":null}}}}]} | /overflow/0/to/classify/attributes/a | Expected a value, as nothing is removed here, but got null
            {"overflow":[{"lengthOver":1,"to":{"classify":{"attributes":{"Link.a":"https://a.example"}}}}]} | /overflow/0/to/classify/attributes/Link.a | Expected an attribute that is no link
            {"hours":{"zone":"Mars/Base","open":[]}}        | /hours/zone               | Expected a time zone such as "Europe/Berlin", but got "Mars/Base"
            {"hours":{"zone":"UTC","open":[{"days":["MON"],"from":"9:00","to":"10:00"}]}} | /hours/open/0/from | Expected a time of 00:00 to 24:00 as HH:mm
            {"hours":{"zone":"UTC","open":[{"days":["MON"],"from":"10:00","to":"09:00"}]}} | /hours/open/0 | Expected from before to
            {"hours":{"zone":"UTC","open":[{"days":[],"from":"09:00","to":"10:00"}]}} | /hours/open/0/days | Expected at least one day
            {"hours":{"zone":"UTC","open":[],"holidays":["2026-02-30"]}} | /hours/holidays/0 | Expected a date such as "2026-12-25"
            {"serviceLevel":{"share":1.1}}                  | /serviceLevel/share       | Expected a number of 0 to 1, but got 1.1
            {"priority":{"base":null}}                      | /priority/base            | Expected a whole number of -1000 to 1000, but got null
            {"wrapUp":7}                                    | /wrapUp                   | Expected an object, but got 7
            """)
    void wrongDocumentIsRefusedAtItsPlaceWithTheFix(String document, String path, String message) {
        assertThat(problems(document)).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.message()).startsWith(message);
        });
    }

    @Test
    void everyProblemIsFoundAtOnce() {
        assertThat(problems("""
                {"strategy":"x","offer":{"misses":-1,"extra":0},"steps":[{"after":1},{"drop":["?"]}]}"""))
                .extracting(PolicyProblem::path)
                .containsExactlyInAnyOrder(
                        "/strategy", "/offer/misses", "/offer/extra", "/steps/0/after", "/steps/1", "/steps/1/drop/0");
    }

    @Test
    void brokenTextIsRefusedWithItsPlace() {
        assertThat(problems("{\"strategy\":")).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEmpty();
            assertThat(problem.message())
                    .startsWith("Expected one JSON document")
                    .contains("line 1");
        });
        assertThat(problems("{} {}")).hasSize(1);
        assertThat(problems("")).hasSize(1);
        assertThat(problems("{\"strategy\":\"round-robin\",\"strategy\":\"round-robin\"}"))
                .hasSize(1);
        assertThat(problems("[".repeat(100))).hasSize(1);
        assertThat(problems(" ".repeat(Limits.DOCUMENT_CHARS + 1))).hasSize(1);
    }

    @Test
    void storedPolicyThatIsWrongSaysWhere() {
        assertThatThrownBy(() -> new ObjectMapper().readValue("{\"strategy\":\"x\"}", Policy.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("/strategy: Expected one of");
    }
}
