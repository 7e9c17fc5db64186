package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.channels.task.Task;
import io.cordboard.channels.task.Tasks;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that is not to be done before its time, on a node that is stopped and started again meanwhile. */
class ScheduledTaskIT {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final QueueId QUEUE = new QueueId(new TenantId("acme"), "support");

    @Test
    void taskComesDueAfterARestartAtItsTimeAndWithoutBeingCalled(@TempDir Path data) throws Exception {
        // Given
        Task missed;
        Task later;
        try (Node node = NodeInTest.start(data)) {
            // The time of one passes while there is no node; that of the other comes when there is one again.
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            missed = task("t-missed", now.plusSeconds(8));
            later = task("t-later", now.plusSeconds(30));
            done(node, new QueueCommand.Configure(QUEUE, "Support", "standard", Policy.DEFAULT, 1, 1));
            var tasks = new Tasks(new Legs(node.switchboard(), ANSWER));
            for (Task task : List.of(missed, later)) {
                assertThat(tasks.create(task, now).toCompletableFuture().join()).isInstanceOf(Reply.Done.class);
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> Instant.now().isAfter(due(missed)));

        // When
        try (Node node = startBeforeItsIndex(data)) {
            // Then
            assertThat(queued(node, missed).place().since()).isEqualTo(due(missed));
            var queued = queued(node, later);
            assertThat(queued.place().since()).isEqualTo(due(later));
            assertThat(queued.at()).isBetween(due(later), due(later).plusSeconds(10));
        }
    }

    private static Instant due(Task task) {
        return task.scheduled().orElseThrow();
    }

    private static Task task(String name, Instant due) {
        return new Task(
                new InteractionId(QUEUE.tenant(), name),
                QUEUE,
                Optional.empty(),
                Optional.of("Call back"),
                Attributes.NONE,
                0,
                Map.of(),
                Optional.empty(),
                Optional.of(due));
    }

    private static void done(Node node, Command command) {
        assertThat(node.switchboard().ask(command, ANSWER).toCompletableFuture().join())
                .isInstanceOf(Reply.Done.class);
    }

    /**
     * As if the node before had ended before the index of what lives was written: the new one looks into it too early at first.
     */
    private static Node startBeforeItsIndex(Path data) throws SQLException {
        try (var database = JournalDatabase.open(JournalSettings.h2(data, 8));
                var connection = database.readers().getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE projection_offset SET ordering = 0 WHERE name = 'live-index'");
            statement.executeUpdate("DELETE FROM live_entity");
            connection.setAutoCommit(false);
            statement.executeQuery("SELECT ordering FROM projection_offset WHERE name = 'live-index' FOR UPDATE");
            Node node = NodeInTest.start(data);
            connection.rollback();
            return node;
        }
    }

    /** The record of its joining the line, read in the journal: to ask the task itself would wake it. */
    private static InteractionEvent.Queued queued(Node node, Task task) {
        return await().atMost(Duration.ofSeconds(50))
                .until(() -> readQueued(node.database(), task), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<InteractionEvent.Queued> readQueued(JournalDatabase database, Task task)
            throws SQLException, IOException {
        try (var connection = database.readers().getConnection();
                var query = connection.prepareStatement("SELECT \"event_payload\" FROM \"event_journal\""
                        + " WHERE \"persistence_id\" = ? AND \"event_ser_manifest\" = 'interaction-queued'")) {
            query.setString(1, "interaction|" + task.id());
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(EventJson.mapper().readValue(rows.getBytes(1), InteractionEvent.Queued.class))
                        : Optional.empty();
            }
        }
    }
}
