package io.cordboard.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebtsTest {

    private static final Command ALICE = new AgentCommand.Wake(AgentId.of("acme/alice"));
    private static final Command BOB = new AgentCommand.Wake(AgentId.of("acme/bob"));

    private final Debts debts = new Debts();
    private final List<Command> sent = new ArrayList<>();

    @Test
    void debtIsSentOnceHoweverOftenItIsOwed() {
        debts.are(List.of(ALICE, BOB), sent::add);
        debts.are(List.of(BOB), sent::add);
        debts.are(List.of(BOB, ALICE), sent::add);

        assertThat(sent).containsExactly(ALICE, BOB, ALICE);
    }

    @Test
    void debtSentJustBeforeATickIsNotSentAgainByIt() {
        debts.are(List.of(ALICE), sent::add);

        assertThat(debts.tick(sent::add)).isZero();
        assertThat(debts.tick(sent::add)).isOne();
        assertThat(sent).containsExactly(ALICE, ALICE);
    }

    @Test
    void answeredDebtIsNotSentAgainUntilItIsOwedAnew() {
        debts.are(List.of(ALICE, BOB), sent::add);
        debts.answered(ALICE.ref());
        debts.tick(sent::add);
        debts.tick(sent::add);
        assertThat(sent).containsExactly(ALICE, BOB, BOB);

        debts.reopen(ALICE::equals, sent::add);

        assertThat(sent).containsExactly(ALICE, BOB, BOB, ALICE);
        assertThat(debts.open(ALICE.ref())).isEqualTo(ALICE);
    }

    @Test
    void answerToWhatIsOwedNoMoreIsNobodys() {
        debts.are(List.of(ALICE), sent::add);
        debts.are(List.of(), sent::add);

        assertThat(debts.open(ALICE.ref())).isNull();
        assertThat(debts.allAnswered()).isTrue();
    }
}
