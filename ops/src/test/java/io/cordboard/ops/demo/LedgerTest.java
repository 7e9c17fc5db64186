package io.cordboard.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cordboard.ops.demo.Ledger.State;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger("run1");
    private int second;

    private void told(String id, String type, String data) {
        event("interaction", id, type, data);
    }

    private void event(String kind, String id, String type, String data) {
        try {
            ledger.add(NodeApi.JSON.readTree("""
                    {"kind": "%s", "entity": "%s", "seq": 1, "type": "%s", "at": "2026-11-21T12:00:%02dZ", "data": %s}""".formatted(kind, id, type, second++, data)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void opened(String id, String run) {
        told(id, "interaction-opened", """
                {"contact": {"medium": "chat", "attributes": {"demo": "%s"}}, "place": {"queue": "support"}}""".formatted(run));
    }

    @Test
    void handledInteractionIsAnswered() {
        opened("i1", "run1");
        told("i1", "offer-made", "{\"agent\": \"alice\"}");
        told("i1", "interaction-assigned", "{\"agent\": \"alice\"}");
        assertThat(ledger.lines().get("i1").state()).isEqualTo(State.IN_PROGRESS);
        told("i1", "wrap-up-started", "{}");
        told("i1", "interaction-closed", "{\"reason\": \"handled\"}");

        var line = ledger.lines().get("i1");
        assertThat(line.state()).isEqualTo(State.ANSWERED);
        assertThat(line.waited(line.opened())).hasSeconds(2);
        assertThat(ledger.faults()).isEmpty();
    }

    @Test
    void whoLeavesBeforeAnAnswerIsAbandoned() {
        opened("i1", "run1");
        told("i1", "interaction-closed", "{\"reason\": \"abandoned\"}");

        assertThat(ledger.lines().get("i1").state()).isEqualTo(State.ABANDONED);
    }

    @Test
    void interactionThatGoesBackInLineWaitsAgain() {
        opened("i1", "run1");
        told("i1", "interaction-assigned", "{}");
        told("i1", "interaction-queued", "{}");

        assertThat(ledger.lines().get("i1").state()).isEqualTo(State.WAITING);
    }

    @Test
    void othersAreNotLookedAt() {
        opened("i1", "run2");
        told("i1", "interaction-assigned", "{}");

        assertThat(ledger.lines()).isEmpty();
    }

    @Test
    void secondWinnerIsAFault() {
        opened("i1", "run1");
        told("i1", "interaction-assigned", "{\"agent\": \"alice\"}");
        told("i1", "interaction-assigned", "{\"agent\": \"bob\"}");

        assertThat(ledger.faults()).singleElement().asString().contains("given to another");
    }

    @Test
    void lifeAfterTheEndIsAFault() {
        opened("i1", "run1");
        told("i1", "interaction-closed", "{\"reason\": \"abandoned\"}");
        told("i1", "interaction-assigned", "{}");

        assertThat(ledger.faults()).singleElement().asString().contains("was over");
    }

    @Test
    void agentsAreCountedByWhatTheyDo() {
        for (String agent : new String[] {"alice", "bob", "carol"}) {
            event("agent", agent, "agent-signed-in", "{}");
            event("agent", agent, "agent-became-ready", "{}");
        }
        event("agent", "bob", "offer-won", "{}");
        event("agent", "carol", "agent-became-not-ready", "{}");

        assertThat(ledger.agents())
                .containsEntry("idle", 1)
                .containsEntry("busy", 1)
                .containsEntry("not ready", 1);
        assertThat(ledger.workInHand()).isEqualTo(1);
    }
}
