package io.cordboard.routing.flow;

import static io.cordboard.routing.flow.FlowDocuments.golden;
import static io.cordboard.routing.flow.FlowDocuments.problems;
import static io.cordboard.routing.flow.FlowDocuments.steps;
import static io.cordboard.routing.flow.FlowDocuments.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows in which somebody could get lost, and what is said of them. */
class FlowChecksTest {

    private static final String END = ", end: {type: hangUp}";

    @Test
    void stepThatIsNotThereIsNamedByWhatLeadsToIt() {
        assertThat(problems(steps("a", "a: {type: say, say: [A], then: b}" + END)))
                .containsExactly("/steps/a/then: Expected a step of this flow, but there is none named \"b\"");
        assertThat(problems(steps("b", "a: {type: hangUp}")))
                .containsExactly("/start: Expected a step of this flow, but there is none named \"b\"");
        assertThat(
                        problems(
                                steps(
                                        "a",
                                        "a: {type: menu, say: [A], choices: {'1': {then: x}}, noInput: {then: y}, noMatch: {then: z}}")))
                .hasSize(3)
                .allMatch(problem -> problem.contains("Expected a step of this flow"));
    }

    @Test
    void stepThatNothingLeadsToIsRefused() {
        assertThat(problems(steps("a", "a: {type: hangUp}, b: {type: hangUp}")))
                .singleElement()
                .asString()
                .startsWith("/steps/b: Expected something that leads to this step");
    }

    @Test
    void circleInWhichNobodyIsAskedIsRefused() {
        assertThat(problems(steps(
                        "a",
                        "a: {type: say, say: [A], then: b}, b: {type: branch, cases: [{when: customer.vip, then: end}], otherwise: a}"
                                + END)))
                .containsExactly(
                        "/steps/a: Expected a way out for one who does nothing, but it goes in a circle: a, b, a");
    }

    @Test
    void circleForOneWhoIsSilentIsRefused() {
        String menu = "a: {type: menu, say: [A], choices: {'1': {then: end}}, noInput: {then: b}}, ";
        assertThat(problems(steps("a", menu + "b: {type: say, say: [B], then: a}" + END)))
                .containsExactly(
                        "/steps/a: Expected a way out for one who does nothing, but it goes in a circle: a, b, a");
        assertThat(problems(steps("a", menu + "b: {type: say, say: [B], then: end}" + END)))
                .isEmpty();
        ObjectNode inherited = steps(
                "a", "a: {type: menu, say: [A], choices: {'1': {then: end}}}, b: {type: say, say: [B], then: a}" + END);
        inherited.set("noInput", yaml("{then: b}"));
        assertThat(problems(inherited)).hasSize(1);
    }

    @Test
    void circleOfOneWhoAnswersIsTheirs() {
        assertThat(problems(steps("a", "a: {type: menu, say: [A], choices: {'1': {then: a}, '2': {then: end}}}" + END)))
                .isEmpty();
    }

    @Test
    void stepsWithoutAWayToAPersonOrAnEndAreRefused() {
        assertThat(problems(steps(
                        "a",
                        "a: {type: menu, say: [A], choices: {'1': {then: b}, '2': {then: end}}}, "
                                + "b: {type: menu, say: [B], choices: {'1': {then: c}}}, c: {type: say, say: [C], then: b}"
                                + END)))
                .containsExactly(
                        "/steps/b: Expected a way from here to a person or an end without asking for help, but there is none",
                        "/steps/c: Expected a way from here to a person or an end without asking for help, but there is none");
    }

    @Test
    void keyOrWordWithTwoMeaningsIsRefused() {
        assertThat(problems(steps("a", "a: {type: menu, say: [A], choices: {'0': {then: end}}}" + END)))
                .singleElement()
                .asString()
                .startsWith("/steps/a/choices/0: Expected another key than 0");
        assertThat(problems(steps(
                        "a",
                        "a: {type: menu, say: [A], choices: {'1': {words: [Agent!], then: end}, '2': {words: [x], then: end},"
                                + " '3': {words: [X], then: end}}}"
                                + END)))
                .containsExactly(
                        "/steps/a/choices/1/words: Expected words of its own, but \"agent\" means help too",
                        "/steps/a/choices/3/words: Expected words of its own, but \"x\" means choice 2 too");
        assertThat(problems(steps("a", "a: {type: ask, say: [A], into: a, digits: {most: 3}, then: end}" + END)))
                .singleElement()
                .asString()
                .startsWith("/steps/a/digits/least: Expected at least 2 digits, for 0 alone is the key for help");
        ObjectNode star = steps("a", "a: {type: ask, say: [A], into: a, digits: {most: 3}, then: end}" + END);
        ((ObjectNode) star.get("help")).put("key", "*");
        assertThat(problems(star)).isEmpty();
        ((ObjectNode) star.get("help")).put("key", "#");
        assertThat(problems(star))
                .singleElement()
                .asString()
                .startsWith("/steps/a/terminator: Expected another key than #");
    }

    @Test
    void lookupTakesNoSecretThatNobodyAsksFor() {
        assertThat(problems(steps(
                        "a",
                        "a: {type: lookUp, url: 'https://x.example/{secret.pin}', then: end, otherwise: end}" + END)))
                .containsExactly(
                        "/steps/a: Expected a masked ask whose into is pin, for {secret.pin}, but there is none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: say, say: ['{secret.card}'], then: end}      | /say/0: Expected a value such as
            {type: say, say: ['{waiting.minutes}'], then: end}  | /say/0: Expected a value such as
            {type: say, say: ['{a or b}'], then: end}           | /say/0: Expected a value such as
            {type: say, say: ['{queue.x.size}'], then: end}     | /say/0: Expected a value such as
            {type: say, say: ['a { b'], then: end}              | /say/0: Expected a } for the { at character 3
            {type: say, say: ['a } b'], then: end}              | /say/0: Expected a { before the } at character 3
            {type: say, say: [{text: {de: A}}], then: end}      | /say/0/text: Expected a text in en
            {type: say, say: [{text: A, file: ../x}], then: end} | /say/0/file: Expected the name of a recording
            {type: say, then: end}                              | : Expected say, but it is missing
            {type: shout, then: end}                            | /type: Expected one of say, ask
            {type: branch, cases: [{when: agent.x, then: end}], otherwise: end} | /cases/0/when: column 1: Expected a path
            {type: branch, cases: [{when: queue.waiting > 1, then: end}], otherwise: end} | /cases/0/when: Expected queue.QUEUE. and one of
            {type: lookUp, url: 'ftp://x', then: end, otherwise: end} | /url: Expected a URL such as
            {type: lookUp, url: 'https://{interaction.host}/', then: end, otherwise: end} | /url: Expected a URL such as
            {type: lookUp, url: 'https://x{interaction.host}/', then: end, otherwise: end} | /url: Expected a URL such as
            {type: lookUp, url: 'https://a@b/', then: end, otherwise: end} | /url: Expected a URL such as
            {type: lookUp, url: 'https://x', headers: {Host: y}, then: end, otherwise: end} | /headers/Host: Expected the name of a header
            {type: lookUp, url: 'https://x', body: {}, then: end, otherwise: end} | /body: Expected the method POST
            {type: lookUp, url: 'https://x', into: {a: b}, then: end, otherwise: end} | /into/a: Expected a JSON pointer
            {type: set, attributes: {link.x: y}, then: end}     | /attributes/link.x: Expected an attribute
            {type: transfer, otherwise: end}                    | : Expected either agent or number, but got neither
            {type: ask, say: [A], into: a, digits: {least: 9, most: 5}, then: end} | /digits/least: Expected at most 5 (most)
            """)
    void partThatIsMalformedIsNamedByItsPath(String step, String problem) {
        assertThat(problems(steps("a", "a: " + step + END))).first().asString().startsWith("/steps/a" + problem);
    }

    @Test
    void documentThatIsTooLongIsRefused() {
        ObjectNode long_ = steps("a", "a: {type: hangUp}");
        long_.put("x", "y".repeat(Limits.DOCUMENT_CHARS));
        assertThat(problems(long_))
                .singleElement()
                .asString()
                .startsWith("document: Expected at most 262144 characters");
    }

    @Test
    void exampleInTheDocumentationIsAFlow() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "flow.md"));
        String example = page.substring(page.indexOf("```yaml") + 7, page.indexOf("```\n\n## Steps"));

        assertThat(problems(yaml(example))).isEmpty();
    }

    @Test
    void flowIsEqualToWhatItsDocumentReadsAs() {
        Flow whole = FlowCodec.read(golden("whole-flow.json")).orThrow();
        assertThat(Flow.of(whole.toJson())).isEqualTo(whole);
        assertThat(FlowUse.queues(whole)).containsExactly("support");
    }
}
