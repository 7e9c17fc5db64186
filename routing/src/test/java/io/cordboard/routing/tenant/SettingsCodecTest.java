package io.cordboard.routing.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored may be of a later release; what is said now may not hold what nobody understands. */
class SettingsCodecTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String AGENT = """
            {"displayName": "Ann", "queues": [{"queue": "sales", "priority": 2%1$s}],
             "capacity": {"units": 4, "media": {"chat": {"cost": 1, "max": 4%1$s}}%1$s}%1$s}""";
    private static final String QUEUE = """
            {"displayName": "Sales", "policy": "p", "trial": {"policy": "q"%1$s}%1$s}""";

    @Test
    void whatALaterReleaseStoredIsLeftOutWhereverItStands() throws JsonProcessingException {
        assertReadsLater(Kind.AGENT, AGENT);
        assertReadsLater(Kind.QUEUE, QUEUE);
    }

    private static void assertReadsLater(Kind kind, String document) throws JsonProcessingException {
        String later = document.formatted(", \"later\": 1");

        assertThat(SettingsCodec.stored(kind, JSON.readTree(later)))
                .isEqualTo(SettingsCodec.stored(kind, JSON.readTree(document.formatted(""))));
        assertThat(problems(kind, later))
                .allMatch(problem -> problem.contains("/later"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"queue\": \"sales\"}, \"sales\"", "\"sales\", {\"queue\": \"sales\"}"})
    void queueIsServedOnceHoweverItIsSaid(String queues) throws JsonProcessingException {
        assertThat(problems(Kind.AGENT, "{\"displayName\": \"Ann\", \"queues\": [" + queues + "]}"))
                .singleElement()
                .asString()
                .contains("/queues/1", "Expected each queue once, but got sales again");
    }

    private static List<String> problems(Kind kind, String document) throws JsonProcessingException {
        List<PolicyProblem> problems = new ArrayList<>();
        assertThat(SettingsCodec.read(kind, new Fields(JSON.readTree(document), "", problems)))
                .isEmpty();
        return problems.stream().map(PolicyProblem::toString).toList();
    }
}
