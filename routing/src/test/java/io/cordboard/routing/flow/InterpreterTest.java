package io.cordboard.routing.flow;

import static io.cordboard.routing.flow.FlowDocuments.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a customer is led through, line by line. */
class InterpreterTest {

    private static final String MENU = """
            hello: {type: say, say: [Hello.], then: menu},
            menu: {type: menu, say: ['Sales 1 or support 2?'], noInput: {limit: 2, say: ['Still there?']},
              noMatch: {limit: 2, say: [No such thing.], then: bye},
              choices: {'1': {words: [sales, to buy], then: sales}, '2': {words: [support], then: support}}},
            sales: {type: queue, queue: sales}, support: {type: queue, queue: support}, bye: {type: hangUp, say: [Bye.]}
            """;

    private static final String ACCOUNT = """
            account: {type: ask, say: ['Number?'], into: account, digits: {least: 4, most: 6}, then: menu},
            menu: {type: menu, say: ['Is it {interaction.account:digits}?'],
              choices: {'1': {words: ['yes'], then: done}, '2': {words: ['no'], then: account}}},
            done: {type: queue, queue: sales}
            """;

    private static final String CARD = """
            card: {type: ask, say: ['Card?'], into: card, digits: {least: 12, most: 12}, masked: true, then: pay},
            pay: {type: lookUp, method: POST, url: 'https://pay.example/{secret.card}', body: {card: '{secret.card}'},
              headers: {X-Card: '{secret.card}'}, into: {paid: /id}, then: thanks, otherwise: sorry},
            thanks: {type: menu, say: [Paid.], choices: {'1': {then: done}}},
            sorry: {type: queue, queue: billing}, done: {type: hangUp}
            """;

    @Test
    void menuIsSaidAfterTheGreetingAndTakesAKey() {
        Talk.of("hello", MENU)
                .path("hello")
                .does("say Hello.")
                .hears()
                .path("menu")
                .does("ask Sales 1 or support 2?")
                .types("1")
                .path("sales")
                .does("end DONE queue sales");
    }

    @Test
    void menuTakesWordsWithoutRegardToCaseAndPunctuation() {
        Talk.of("menu", without("hello")).writes("  SALES! ").does("end DONE queue sales");
        Talk.of("menu", without("hello")).writes("2").does("end DONE queue support");
        Talk.of("menu", without("hello")).writes("I want to buy, please").does("end DONE queue sales");
    }

    @Test
    void menuDoesNotGuessBetweenTwoChoices() {
        Talk.of("menu", without("hello")).writes("sales or support").does("ask No such thing. Sales 1 or support 2?");
        Talk.of("menu", without("hello")).writes("wholesales").does("ask No such thing. Sales 1 or support 2?");
    }

    @Test
    void silenceIsCountedUpToItsLimit() {
        Talk.of("menu", without("hello"))
                .isSilent()
                .path()
                .does("ask Still there? Sales 1 or support 2?")
                .isSilent()
                .does("end TRIES queue support");
    }

    @Test
    void whatIsNoChoiceIsCountedByItself() {
        Talk.of("menu", without("hello"))
                .isSilent()
                .types("9")
                .does("ask No such thing. Sales 1 or support 2?")
                .types("8")
                .path("bye")
                .does("end DONE hang up Bye.");
    }

    @Test
    void countsBeginAnewAtEachStep() {
        Talk.of("account", ACCOUNT)
                .types("1")
                .types("1")
                .types("1234#")
                .types("7")
                .types("7")
                .does("ask Is it 1234?")
                .types("7")
                .does("end TRIES queue support");
    }

    @Test
    void digitsAreReadApart() {
        Talk talk = Talk.of("account", ACCOUNT).types("1234#");
        assertThat(((FlowAct.Ask) talk.turn().act()).say())
                .containsExactly(new Utterance("en", "Is it 1234?", "Is it 1 2 3 4?", Optional.empty()));
        assertThat(talk.learned()).isEqualTo(Attributes.of(Map.of("account", "1234")));
    }

    @Test
    void answerEndsAtItsTerminatorOrAtItsLongest() {
        assertThat(Talk.of("account", ACCOUNT).types("12345#").learned().text("account"))
                .contains("12345");
        assertThat(Talk.of("account", ACCOUNT).types("123456").learned().text("account"))
                .contains("123456");
        Talk.of("account", ACCOUNT).types("123#").does("ask Number?");
        Talk.of("account", ACCOUNT).types("12*45#").does("ask Number?");
    }

    @Test
    void terminatorThatComesAfterTheLongestAnswerIsNoAnswerToWhatFollows() {
        Talk.of("account", ACCOUNT)
                .types("123456")
                .types("#")
                .does("ask Is it 123456?")
                .types("1")
                .does("end DONE queue sales");
        assertThat(Talk.of("account", ACCOUNT)
                        .types("123456")
                        .types("#")
                        .turn()
                        .state()
                        .noMatches())
                .isZero();
    }

    @Test
    void writtenAnswerIsItsDigits() {
        assertThat(Talk.of("account", ACCOUNT).writes("12-34 5").learned().text("account"))
                .contains("12345");
        Talk.of("account", ACCOUNT).writes("my number is 1234").does("ask Number?");
    }

    @Test
    void whatIsTypedAheadAnswersWhatIsNotYetAsked() {
        Talk.of("account", ACCOUNT).types("1234#1").path("menu", "done").does("end DONE queue sales");
        Talk.of("hello", MENU).types("2").path("menu", "support").does("end DONE queue support");
    }

    @Test
    void answerThatIsPartlyTypedAheadIsFinished() {
        String steps = "hello: {type: say, say: [Hello.], then: account}," + ACCOUNT;
        Talk talk = Talk.of("hello", steps).types("12").does("ask ");
        assertThat(talk.terms()).isEqualTo(new AskTerms(2, 4, Optional.of("#"), Flow.BETWEEN, Flow.BETWEEN, false));
        assertThat(talk.types("34#").learned().text("account")).contains("1234");
        Talk.of("hello", steps).types("1234").isSilent().does("ask Is it 1234?");
    }

    @Test
    void keysDoNotEndWhatMayNotBeInterrupted() {
        String steps = "hello: {type: say, say: [Recorded.], interruptible: false, then: account}," + ACCOUNT;
        Talk talk = Talk.of("hello", steps);
        assertThat(talk.turn().act()).isEqualTo(new FlowAct.Say(List.of(utterance("Recorded.")), false));
        talk.on(new FlowInput.Spoken("1234#2"))
                .path("account", "menu", "account")
                .does("ask Number?");
    }

    @Test
    void personIsOneKeyAwayAtEachPoint() {
        Talk.of("hello", MENU).types("0").path("menu").does("end HELP queue support");
        Talk.of("menu", without("hello")).types("0").does("end HELP queue support");
        Talk.of("menu", without("hello")).writes("Agent, please!").does("end HELP queue support");
        Talk.of("account", ACCOUNT).types("0").does("end HELP queue support");
        Talk.of("account", ACCOUNT).types("0#").does("end HELP queue support");
        Talk.of("account", ACCOUNT).writes("agent").does("end HELP queue support");
        assertThat(Talk.of("account", ACCOUNT).types("0123").learned().text("account"))
                .contains("0123");
        Talk.of("closed", "closed: {type: say, say: [Closed.], then: bye}, bye: {type: hangUp}")
                .types("0")
                .does("end HELP queue support");
    }

    @Test
    void starAsTheKeyForHelpIsHeardWithinAnAnswer() {
        var document = FlowDocuments.steps("account", ACCOUNT);
        ((com.fasterxml.jackson.databind.node.ObjectNode) document.get("help")).put("key", "*");
        Talk.of(FlowCodec.read(document).orThrow()).types("12*").does("end HELP queue support");
        Talk.of(FlowCodec.read(document).orThrow()).types("0").does("ask Number?");
    }

    @Test
    void wayToAPersonIsGoneThroughOnce() {
        var document = FlowDocuments.steps(
                "menu",
                without("hello")
                        + ", way: {type: ask, say: ['Number?'], into: account, digits: {least: 2, most: 4}, then: sales}");
        ((com.fasterxml.jackson.databind.node.ObjectNode) document.get("help")).put("then", "way");
        Flow flow = FlowCodec.read(document).orThrow();
        Talk.of(flow).types("0").path("way").does("ask Number?").types("12#").does("end HELP queue sales");
        Talk.of(flow).types("0").types("0").does("end HELP queue support");
        Talk.of(flow).isSilent().isSilent().path("way").types("12#").does("end TRIES queue sales");
    }

    @Test
    void maskedAnswerIsForLookupsAlone() {
        Talk talk = Talk.of("card", CARD);
        assertThat(talk.terms().masked()).isTrue();
        talk.types("123456789012").path("pay").does("look up POST https://pay.example/123456789012");
        assertThat(talk.request().body()).contains("{\"card\":\"123456789012\"}");
        assertThat(talk.request().headers()).isEqualTo(Map.of("X-Card", "123456789012"));
        assertThat(talk.learned()).isEqualTo(Attributes.NONE);
        assertThat(talk.turn().state().secrets()).isEqualTo(Map.of("card", "123456789012"));
        assertThat(FlowStateCodec.write(talk.turn().state().withoutSecrets()).toString())
                .doesNotContain("123456789012");
        assertThat(talk.turn().toString()).doesNotContain("123456789012");
        talk.answer(201, "{id: 77}").does("ask Paid.");
        assertThat(talk.learned()).isEqualTo(Attributes.of(Map.of("paid", 77)));
        assertThat(talk.types("1").turn().state().secrets()).isEmpty();
    }

    @Test
    void keysOfAMaskedAnswerThatIsNotCompleteAreNotRecorded() {
        FlowState state = Talk.of("hello", "hello: {type: say, say: [Hello.], then: card}," + CARD)
                .types("1234")
                .turn()
                .state();
        assertThat(state.ahead()).isEqualTo("1234");
        assertThat(FlowStateCodec.write(state.withoutSecrets()).toString()).doesNotContain("1234");
    }

    @Test
    void lookupThatComesToNothingGoesElsewhere() {
        Talk.of("card", CARD).types("123456789012").answer(404, "{}").does("end DONE queue billing");
        Talk.of("card", CARD)
                .types("123456789012")
                .on(new FlowInput.LookUpFailed(FlowInput.LookUpFailed.Failure.TIMEOUT))
                .does("end DONE queue billing");
        Talk.of("card", CARD).types("123456789012").refused().does("end DONE queue billing");
    }

    @Test
    void valuesInAUrlAreEncodedAndOnesInHeadersHaveNoLineEnds() {
        Flow flow = FlowDocuments.flow("ask", """
                ask: {type: lookUp, url: 'https://crm.example/c/{customer.name}?n={interaction.none}',
                  headers: {X-Name: '{customer.name}'}, into: {}, then: end, otherwise: end}, end: {type: hangUp}
                """);
        Talk talk = Talk.of(flow, Talk.scope(Map.of("customer.name", "a/b?c=d&é\r\nX: y")));
        talk.does("look up GET https://crm.example/c/a%2Fb%3Fc%3Dd%26%C3%A9%0D%0AX%3A%20y?n=");
        assertThat(talk.request().headers()).isEqualTo(Map.of("X-Name", "a/b?c=d&é  X: y"));
    }

    @Test
    void answerOfALookupIsTakenWhereItFits() {
        Flow flow = FlowDocuments.flow("ask", """
                ask: {type: lookUp, url: 'https://crm.example', into: {name: /a/0/name, tags: /tags, object: /a, long: /long, none: /x},
                  then: end, otherwise: end}, end: {type: hangUp}
                """);
        Talk talk = Talk.of(flow).answer(200, "{a: [{name: Kim}], tags: [1, x], long: '" + "x".repeat(1_001) + "'}");
        assertThat(talk.learned()).isEqualTo(Attributes.of(Map.of("name", "Kim", "tags", List.of(1, "x"))));
    }

    @Test
    void branchReadsWhatWasLearnedTheCustomerAndQueues() {
        Flow flow = FlowDocuments.flow("set", """
                set: {type: set, attributes: {tier: '{customer.tier}', old: null, hi: 'Dear {customer.name}'}, then: branch},
                branch: {type: branch, cases: [{when: interaction.tier >= 2 and customer.name exists, then: gold},
                  {when: queue.sales.waiting > 5, then: busy}], otherwise: plain},
                gold: {type: queue, queue: gold, priority: 3, requirements: {english: 2}, attributes: {seen: '{interaction.tier}'}},
                busy: {type: callback, queue: sales, number: '{interaction.number}', say: [Later.]}, plain: {type: queue, queue: sales}
                """);
        Talk gold = Talk.of(flow, Talk.scope(Map.of("customer", Map.of("tier", 2, "name", "Kim"), "old", 1)));
        gold.path("set", "branch", "gold").does("end DONE queue gold 3 {english=2}");
        assertThat(gold.learned()).isEqualTo(Attributes.of(Map.of("tier", 2, "hi", "Dear Kim", "seen", 2)));
        FlowScope busy = new FlowScope(
                Medium.VOICE,
                Attributes.of(Map.of("number", "+4930")),
                Attributes.of(Map.of("sales", Map.of("waiting", 6))),
                Talk.MONDAY_NOON);
        Talk.of(flow, busy).does("end DONE callback sales +4930 Later.");
        Talk.of(flow).does("end DONE queue sales");
    }

    @Test
    void hoursAreAskedByTheClockOfTheScope() {
        Flow flow = FlowDocuments.flow("hours", """
                hours: {type: hours, zone: Europe/Berlin, open: [{days: [MON], from: '08:00', to: '12:30'}], then: open, otherwise: closed},
                open: {type: queue, queue: sales}, closed: {type: voicemail, queue: sales, say: [Closed.], otherwise: bye},
                bye: {type: hangUp}
                """);
        Talk.of(flow).does("end DONE queue sales");
        FlowScope later =
                new FlowScope(Medium.VOICE, Attributes.NONE, Attributes.NONE, Instant.parse("2026-11-23T11:30:00Z"));
        Talk.of(flow, later).does("end DONE voicemail sales Closed.").refused().does("end DONE hang up");
    }

    @Test
    void promptIsInTheLanguageOfTheCustomerWhereItHasIt() {
        Flow flow = FlowDocuments.flow(
                "hello",
                "hello: {type: say, say: [{text: {en: Hello., de: Hallo.}, file: hi}], then: bye}, bye: {type: hangUp}");
        Talk.of(flow, Talk.scope(Map.of("language", "de-CH"))).does("say Hallo.");
        Talk.of(flow, Talk.scope(Map.of("language", "fr"))).does("say Hello.");
        assertThat(Talk.of(flow).turn().act())
                .isEqualTo(new FlowAct.Say(List.of(new Utterance("en", "Hello.", "Hello.", Optional.of("hi"))), true));
    }

    @Test
    void surveyIsRememberedUpToTheEnd() {
        Talk.of("survey", "survey: {type: survey, flow: stars, then: queue}, queue: {type: queue, queue: sales}")
                .path("survey", "queue")
                .does("end DONE queue sales then stars");
    }

    @Test
    void whatCannotBeDoneGoesElsewhereAndInTheEndHangsUp() {
        String steps = "to: {type: transfer, agent: kim, otherwise: out}, out: {type: transfer, number: '+4930'}";
        Talk.of("to", steps)
                .does("end DONE agent kim")
                .refused()
                .does("end DONE number +4930")
                .refused()
                .does("end REFUSED queue support")
                .refused()
                .does("end REFUSED hang up");
        Talk.of("menu", without("hello")).refused().does("end REFUSED queue support");
    }

    @Test
    void transferToANumberThatIsNotKnownIsRefused() {
        Talk.of("to", "to: {type: transfer, number: '{interaction.mobile}'}").does("end REFUSED queue support");
    }

    @Test
    void runGoesOnElsewhereFromWhatWasRecorded() {
        Talk.of("account", ACCOUNT)
                .types("1")
                .resumed()
                .path()
                .does("ask Number?")
                .types("1234#")
                .resumed()
                .does("ask Is it 1234?")
                .types("1")
                .resumed()
                .does("end DONE queue sales");
        Talk.of("card", CARD).types("123456789012").resumed().does("look up POST https://pay.example/");
    }

    @Test
    void runWhoseStepIsGoneGoesToThePersonOfItsHelp() {
        Flow other = FlowDocuments.flow("bye", "bye: {type: hangUp}");
        FlowTurn turn = Talk.of("account", ACCOUNT).turn();
        assertThat(Interpreter.on(other, turn.state(), new FlowInput.Digits("1234#"), Talk.scope(Map.of()))
                        .act())
                .isEqualTo(new FlowAct.End(
                        new Ending.ToQueue("support", Optional.empty(), Map.of()),
                        FlowAct.Reason.BROKEN,
                        Optional.empty()));
    }

    @Test
    void runThatGoesRoundForeverEndsWithAPerson() {
        Talk talk = Talk.of("account", ACCOUNT);
        int rounds = 0;
        while (!(talk.turn().act() instanceof FlowAct.End)) {
            talk.types("1234#2");
            rounds++;
        }
        talk.does("end TOO_LONG queue support");
        assertThat(rounds).isEqualTo(Run.IN_ALL / 2);
    }

    @Test
    void runLearnsNoMoreThanItMay() {
        StringBuilder steps = new StringBuilder("end: {type: hangUp}");
        for (int i = 0; i < 60; i++) {
            steps.append(", s")
                    .append(i)
                    .append(": {type: set, attributes: {a")
                    .append(i)
                    .append(": 1}, then: ");
            steps.append(i == 59 ? "end" : "s" + (i + 1)).append('}');
        }
        assertThat(Talk.of("s0", steps.toString()).learned().members()).hasSize(Limits.ATTRIBUTES);
    }

    @Test
    void whoWaitsIsToldTheirPlaceAndLeavesByKeyOrWord() {
        Flow flow = FlowCodec.read(golden("whole-flow.json")).orThrow();
        FlowScope scope = Talk.scope(Map.of());
        FlowState state = Interpreter.begin(flow, scope).state();
        List<Prompt> said =
                flow.waiting().flatMap(Treatment::announcements).orElseThrow().say();
        assertThat(Interpreter.announced(flow, said, state, scope, Optional.of(3), Optional.of(Duration.ofSeconds(61))))
                .containsExactly(utterance("You are number 3, about 2 minutes."));
        assertThat(Interpreter.whileWaiting(flow, state, new FlowInput.Digits("*"), scope)
                        .orElseThrow()
                        .path())
                .containsExactly("main");
        assertThat(Interpreter.whileWaiting(flow, state, new FlowInput.Words("Call me back."), scope)
                        .orElseThrow()
                        .path())
                .containsExactly("back");
        assertThat(Interpreter.whileWaiting(flow, state, new FlowInput.Digits("7"), scope))
                .isEmpty();
    }

    private static Utterance utterance(String text) {
        return new Utterance("en", text, text, Optional.empty());
    }

    /** The menu as the first thing. */
    private static String without(String step) {
        return MENU.replaceFirst(step + ":.*\n", "");
    }
}
