package io.cordboard.telephony.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.Ending;
import io.cordboard.routing.flow.FlowInput;
import io.cordboard.routing.flow.LookUpRequest;
import io.cordboard.routing.flow.Utterance;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GuidanceTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final InteractionId CALL = new InteractionId(TENANT, "c1");
    private static final QueueId SUPPORT = new QueueId(TENANT, "support");
    private static final LegReport LED = new LegReport.Led(CALL, SUPPORT, Optional.of(3), Map.of(), Optional.empty());
    private static final LegReport HELPED =
            new LegReport.Led(CALL, SUPPORT, Optional.empty(), Map.of(), Optional.empty());

    /** What the caller hears, and what is asked of whom. */
    private final class Actor implements Guidance.Stage {
        private final List<String> said = new ArrayList<>();
        private final List<LegReport> reports = new ArrayList<>();
        private final List<String> errands = new ArrayList<>();
        private long number;
        private long looked;
        private boolean slow;
        private boolean saying;
        private Optional<Duration> listening = Optional.empty();
        private Optional<LookUpRequest> asked = Optional.empty();

        @Override
        public Instant now() {
            return Instant.parse("2026-11-28T10:00:00Z");
        }

        @Override
        public void say(long which, List<Utterance> words) {
            number = which;
            saying = true;
            said.add(words.stream().map(Utterance::spoken).collect(Collectors.joining(" ")));
        }

        @Override
        public void hush() {
            saying = false;
        }

        @Override
        public void listen(Duration time) {
            listening = Optional.of(time);
        }

        @Override
        public void deafen() {
            listening = Optional.empty();
        }

        @Override
        public void lookUp(long which, LookUpRequest request) {
            number = which;
            asked = Optional.of(request);
        }

        @Override
        public void report(LegReport report) {
            reports.add(report);
        }

        @Override
        public void callBack(long which, Ending.Callback back, Attributes known, Instant since) {
            number = which;
            errands.add("call back since " + since + " " + known.text("account").orElse("-"));
        }

        @Override
        public void takeMessage(long which, Ending.Voicemail mail, Attributes known) {
            number = which;
            errands.add("message of at most " + mail.longest());
        }

        @Override
        public void endMessage() {
            errands.add("over");
        }

        @Override
        public void look(long which, SortedSet<String> queues) {
            looked = which;
            assertThat(queues).containsExactly("support");
            if (!slow) {
                guidance.know(which, waiting(2));
            }
        }

        private Attributes waiting(long many) {
            return Attributes.NONE.joined(Map.of("support", Map.of("waiting", many)));
        }

        private void ends() {
            saying = false;
            guidance.said(number);
        }

        private String last() {
            return said.getLast();
        }

        private List<String> path() {
            return reports.stream()
                    .filter(LegReport.Advanced.class::isInstance)
                    .flatMap(report -> ((LegReport.Advanced) report).steps().stream())
                    .toList();
        }
    }

    private final Actor stage = new Actor();
    private final Guidance guidance = new Guidance(CALL, TestFlow.welcome("support"), Attributes.NONE, stage);

    private void atTheMenu() {
        guidance.begin();
        stage.ends();
        assertThat(stage.last()).startsWith("1 for bills");
    }

    private void type(String keys) {
        keys.chars().forEach(key -> guidance.pressed((char) key));
    }

    @Test
    void callerIsLedByKeysAndByWhatAServerSaysToTheQueue() {
        atTheMenu();
        type("1");
        assertThat(stage.last()).isEqualTo("Your number, please.");
        type("4711#");
        assertThat(stage.asked.orElseThrow().url()).hasToString("http://crm.example/accounts/4711");
        guidance.lookedUp(
                stage.number,
                new FlowInput.LookedUp(
                        200, JsonNodeFactory.instance.objectNode().put("name", "Ada")));
        assertThat(stage.last()).isEqualTo("Hello Ada.");
        stage.ends();

        assertThat(stage.reports).last().isEqualTo(LED);
        assertThat(stage.path()).containsExactly("hello", "menu", "id", "look", "greet", "bill");
        var advanced = (LegReport.Advanced) stage.reports.get(stage.reports.size() - 2);
        assertThat(advanced.learned()).isEqualTo(Attributes.of(Map.of("account", "4711", "name", "Ada")));
        assertThat(stage.reports.stream()
                        .filter(LegReport.Advanced.class::isInstance)
                        .map(report -> ((LegReport.Advanced) report).turn()))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void keyEndsWhatIsBeingSaid() {
        atTheMenu();
        assertThat(stage.saying).isTrue();

        type("1");

        assertThat(stage.last()).isEqualTo("Your number, please.");
        // What was being said before is told of late.
        guidance.said(stage.number - 1);
        type("47");
        assertThat(stage.saying).isFalse();
        assertThat(stage.listening).contains(Duration.ofSeconds(1));
    }

    @Test
    void keysTypedAheadAreNotLost() {
        guidance.begin();
        assertThat(stage.last()).isEqualTo("Welcome.");
        type("1");
        assertThat(stage.said).hasSize(1);

        stage.ends();

        assertThat(stage.last()).isEqualTo("Your number, please.");
        type("4711#2");
        assertThat(stage.asked).isPresent();
        guidance.lookedUp(stage.number, new FlowInput.LookedUp(200, JsonNodeFactory.instance.objectNode()));
        // Greeted, which the key ended.
        assertThat(stage.reports).last().isEqualTo(LED);
    }

    @Test
    void answerIsCompleteWhenNoKeyFollows() {
        atTheMenu();
        type("1");
        type("471");
        guidance.timeUp();

        assertThat(stage.asked.orElseThrow().url()).hasToString("http://crm.example/accounts/471");
    }

    @Test
    void whoSaysNothingIsAskedAgainAndThenLedToAPerson() {
        atTheMenu();
        assertThat(stage.listening).isEmpty();
        stage.ends();
        assertThat(stage.listening).contains(Duration.ofSeconds(2));

        guidance.timeUp();
        assertThat(stage.last()).startsWith("I did not hear you.");
        stage.ends();
        guidance.timeUp();

        assertThat(stage.reports).last().isEqualTo(HELPED);
    }

    @Test
    void timeDoesNotCountWhileSomethingIsSaid() {
        atTheMenu();
        guidance.timeUp();

        assertThat(stage.said).hasSize(2);
        assertThat(stage.saying).isTrue();
    }

    @Test
    void whatCannotBeSaidLeadsToAPerson() {
        guidance.begin();
        guidance.unsaid(stage.number, "no voice");
        assertThat(stage.path()).containsExactly("hello", "menu");
        guidance.unsaid(stage.number, "no voice");

        assertThat(stage.reports).last().isEqualTo(HELPED);
    }

    @Test
    void lookUpThatFailsGoesOnOtherwiseAndALateAnswerCountsForNothing() {
        atTheMenu();
        type("14711#");
        long asked = stage.number;
        guidance.lookedUp(asked, new FlowInput.LookUpFailed(FlowInput.LookUpFailed.Failure.TIMEOUT));
        assertThat(stage.reports).last().isEqualTo(LED);
        int reports = stage.reports.size();

        guidance.lookedUp(asked, new FlowInput.LookedUp(200, JsonNodeFactory.instance.objectNode()));

        assertThat(stage.reports).hasSize(reports);
    }

    @Test
    void keyLeadsOutOfTheLineBackIntoTheFlowOnceThatIsRecorded() {
        atTheMenu();
        type("14711#");
        guidance.lookedUp(stage.number, new FlowInput.LookUpFailed(FlowInput.LookUpFailed.Failure.TIMEOUT));
        assertThat(stage.reports).last().isEqualTo(LED);
        guidance.stop();
        int said = stage.said.size();

        guidance.pressedInLine('7');
        assertThat(stage.reports).last().isEqualTo(LED);
        guidance.pressedInLine('*');
        assertThat(stage.reports)
                .last()
                .isEqualTo(
                        new LegReport.WentBack(CALL, TestFlow.welcome("support").guide(), 5));
        assertThat(stage.said).hasSize(said);
        guidance.goBack();

        assertThat(stage.last()).startsWith("1 for bills");
        assertThat(((LegReport.Advanced) stage.reports.getLast()).turn()).isEqualTo(6);
        type("2");
        assertThat(stage.last()).isEqualTo("There are none.");
    }

    @Test
    void callerWhoIsToBeCalledBackIsToldSoOnceItIsSure() {
        atTheMenu();
        type("14711#");
        guidance.lookedUp(stage.number, new FlowInput.LookUpFailed(FlowInput.LookUpFailed.Failure.TIMEOUT));
        guidance.stop();
        guidance.waits();
        guidance.pressedInLine('2');
        int said = stage.said.size();
        guidance.goBack();
        assertThat(stage.errands).containsExactly("call back since 2026-11-28T10:00:00Z 4711");
        assertThat(stage.said).hasSize(said);

        guidance.arranged(stage.number);
        assertThat(stage.last()).isEqualTo("We call you.");
        stage.ends();
        assertThat(stage.reports).last().isEqualTo(new LegReport.Left(CALL, Party.SYSTEM));
    }

    @Test
    void whoCannotBeCalledBackGoesOnOtherwise() {
        guidance.begin();
        guidance.pressedInLine('2');
        guidance.goBack();

        guidance.notArranged(stage.number, "no number");

        assertThat(stage.last()).isEqualTo("There are none.");
    }

    @Test
    void messageIsTakenAfterItsPromptUntilAKeyIsPressed() {
        atTheMenu();
        type("4");
        assertThat(stage.last()).isEqualTo("Speak.");
        assertThat(stage.errands).isEmpty();
        type("1");
        assertThat(stage.errands).containsExactly("message of at most PT20S");
        type("#");
        assertThat(stage.errands).last().isEqualTo("over");

        guidance.arranged(stage.number);
        assertThat(stage.reports).last().isEqualTo(new LegReport.Left(CALL, Party.SYSTEM));
    }

    @Test
    void flowGoesByHowItsQueuesStandWhenItAsks() {
        atTheMenu();
        stage.slow = true;
        type("5");
        guidance.timeUp();
        type("1");
        assertThat(stage.last()).startsWith("1 for bills");

        guidance.know(stage.looked - 1, stage.waiting(0));
        assertThat(stage.last()).startsWith("1 for bills");
        guidance.know(stage.looked, stage.waiting(3));

        assertThat(stage.last()).isEqualTo("There are none.");
        assertThat(stage.path()).endsWith("menu", "busy", "news");
    }

    @Test
    void callerIsLedOutsideAndGoesOnOtherwiseIfNobodyIsThere() {
        atTheMenu();
        type("6");
        assertThat(stage.reports).last().isEqualTo(new LegReport.SentOutside(CALL, Party.SYSTEM, "+493012345"));
        guidance.stop();

        guidance.goBack();

        assertThat(stage.last()).isEqualTo("There are none.");
        assertThat(stage.path()).endsWith("menu", "branch-office", "news");
    }

    @Test
    void numberThatRoutingDoesNotTakeIsNotCalled() {
        atTheMenu();
        type("6");

        guidance.refused(stage.reports.getLast());

        assertThat(stage.last()).isEqualTo("There are none.");
    }

    @Test
    void goodbyeIsSaidBeforeTheLineIsCut() {
        atTheMenu();
        type("2");
        assertThat(stage.last()).isEqualTo("There are none.");
        assertThat(stage.reports).last().isInstanceOf(LegReport.Advanced.class);

        stage.ends();

        assertThat(stage.reports).last().isEqualTo(new LegReport.Left(CALL, Party.SYSTEM));
    }

    @Test
    void agentIsAskedThroughTheQueueOfWhoHelps() {
        atTheMenu();
        type("3");

        assertThat(stage.reports)
                .last()
                .isEqualTo(new LegReport.Led(
                        CALL, SUPPORT, Optional.empty(), Map.of(), Optional.of(new AgentId(TENANT, "bob"))));
    }

    @Test
    void whoCannotLeaveAMessageIsLedToAPerson() {
        atTheMenu();
        type("4");
        stage.ends();

        guidance.notArranged(stage.number, "disk full");

        assertThat(stage.reports).last().isEqualTo(HELPED);
    }

    @Test
    void turnThatIsNotRecordedLeadsToAPerson() {
        atTheMenu();

        guidance.refused(stage.reports.getLast());

        assertThat(stage.reports).last().isEqualTo(HELPED);
    }

    @Test
    void nothingHappensOnceTheCallerHasGone() {
        atTheMenu();
        guidance.stop();
        int reports = stage.reports.size();

        type("1");
        stage.ends();
        guidance.timeUp();

        assertThat(stage.reports).hasSize(reports);
        assertThat(stage.said).hasSize(2);
        assertThat(stage.listening).isEmpty();
    }
}
