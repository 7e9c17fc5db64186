package io.cordboard.channels.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.leg.LegContract;
import io.cordboard.routing.leg.Legs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks, by the contract of all media and by their own. */
class TaskLegTest implements LegContract {

    /** How far ahead of the machine's the entities' clock is. */
    private static volatile Duration ahead = Duration.ZERO;

    private static OneNode node;
    private static Tasks tasks;

    private Centre centre;

    @BeforeAll
    static void start() {
        InstantSource source = () -> Instant.now().plus(ahead);
        node = new OneNode(Observer.NONE, source.withZone(ZoneOffset.UTC));
        tasks = new Tasks(new Legs(node.switchboard(), Duration.ofSeconds(5)));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void open() {
        ahead = Duration.ZERO;
        centre = new Centre(node);
    }

    @Override
    public Centre centre() {
        return centre;
    }

    @Override
    public TaskCreator outside() {
        return new TaskCreator(tasks, centre);
    }

    @Test
    void scheduledTaskSurvivesACrashAndStartsOnTime() {
        var creator = outside();
        Instant due = now().plusSeconds(3_600);
        creator.create(Optional.of(due), now());
        centre.crash(creator.view().interaction());

        assertThat(creator.view().phase()).isEqualTo(Phase.SCHEDULED);
        centre.crash(creator.view().interaction());
        // Back in a world where it is due in a second: the timer that matters is the one that begins now.
        ahead = Duration.between(Instant.now(), due.minusSeconds(1));
        centre.done(new InteractionCommand.Wake(creator.view().interaction()));
        assertThat(creator.view().phase()).isEqualTo(Phase.SCHEDULED);

        await().until(() -> creator.view().phase() == Phase.WAITING);
        assertThat(now()).isBetween(due, due.plusSeconds(20));
        assertThat(creator.view().since()).isEqualTo(due);
    }

    @Test
    void taskOfNextYearIsTakenAndWakesNobody() {
        var creator = outside();

        assertThat(creator.create(Optional.of(now().plus(Duration.ofDays(365))), now()))
                .isInstanceOf(Reply.Done.class);

        centre.crash(creator.view().interaction());
        assertThat(creator.view().phase()).isEqualTo(Phase.SCHEDULED);
    }

    @Test
    void taskIsPutOffBroughtForwardAndCancelledUntilItStarts() {
        var creator = outside();
        creator.create(Optional.of(now().plusSeconds(600)), now());

        assertThat(creator.reschedule(now().plusSeconds(3_600), now())).isInstanceOf(Reply.Done.class);
        assertThat(creator.view().since()).isAfter(now().plusSeconds(3_000));
        assertThat(creator.reschedule(now(), now())).isInstanceOf(Reply.Done.class);
        assertThat(creator.view().phase()).isEqualTo(Phase.WAITING);
        assertThat(creator.reschedule(now().plusSeconds(60), now())).isInstanceOf(Reply.Done.class);
        assertThat(creator.view().phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(creator.cancel()).isInstanceOf(Reply.Done.class);
        assertThat(creator.view().closeReason()).contains(CloseReason.CANCELLED);
        assertThat(refusal(creator.reschedule(now().plusSeconds(60), now()))).isEqualTo(Refusal.WRONG_PHASE);
    }

    @Test
    void taskThatHasStartedIsItsAgents() {
        var creator = outside();
        InteractionId task = creator.arrive();
        AgentId agent = centre.agent("ag-1", "Ada");
        centre.take(task, agent);

        assertThat(refusal(creator.reschedule(now().plusSeconds(60), now()))).isEqualTo(Refusal.WRONG_PHASE);
        assertThat(refusal(creator.cancel())).isEqualTo(Refusal.WRONG_PHASE);
        assertThat(creator.view().phase()).isEqualTo(Phase.ASSIGNED);
    }

    @Test
    void repeatedTaskWithOtherContentsIsRefused() {
        var creator = outside();
        Instant due = now().plusSeconds(600);
        creator.create(Optional.of(due), now());

        assertThat(creator.create(Optional.of(due), now())).isInstanceOf(Reply.Done.class);
        assertThat(refusal(creator.create(Optional.of(due.plusSeconds(1)), now())))
                .isEqualTo(Refusal.ALREADY_EXISTS);
    }

    private static Instant now() {
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Refusal refusal(Reply reply) {
        return ((Reply.Refused) reply).refusal();
    }
}
