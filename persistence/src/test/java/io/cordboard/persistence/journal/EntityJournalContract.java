package io.cordboard.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Agents;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Observer;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.Routers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What becomes of real entities when this version cannot read what is stored of them. */
interface EntityJournalContract {

    AgentId ALICE = AgentId.of("acme/alice");
    String STORED = "agent|acme/alice";

    /** An empty database of its own for each test. */
    JournalSettings emptyDatabase();

    @Test
    default void snapshotOfRubbishIsPassedOverWithAWarning() throws Exception {
        snapshotIsPassedOver("UPDATE \"snapshot\" SET \"snapshot_payload\" = ?", "\u0001rubbish");
    }

    @Test
    default void snapshotOfAnotherMakeIsPassedOverWithAWarning() throws Exception {
        snapshotIsPassedOver("UPDATE \"snapshot\" SET \"snapshot_ser_manifest\" = ?", "io.cordboard.Forgotten");
    }

    /** One that says less than this version's do; the parts that are missing must not be taken for nothing. */
    @Test
    default void snapshotOfAnotherVersionIsPassedOverWithAWarning() throws Exception {
        // An object without a part, in CBOR: RFC 8949 §3.
        snapshotIsPassedOver("UPDATE \"snapshot\" SET \"snapshot_payload\" = ?", "\u00A0");
    }

    private void snapshotIsPassedOver(String spoil, String with) throws Exception {
        var settings = emptyDatabase();
        try (var database = JournalDatabase.open(settings)) {
            Reply.View before;
            try (var node = node(settings)) {
                for (int revision = 1; revision <= 12; revision++) {
                    done(node, configure(revision));
                }
                done(node, new AgentCommand.SignIn(ALICE));
                await().until(() ->
                        !rows(database, "snapshot", "sequence_number").isEmpty());
                before = shown(node);
            }
            spoil(database, spoil, with);

            try (var node = node(settings);
                    var log = new Log()) {
                assertThat(shown(node)).isEqualTo(before);

                assertThat(log.lines(Level.WARN))
                        .anySatisfy(line -> assertThat(line).contains(STORED, "snapshot"));
                for (int revision = 13; revision <= 30; revision++) {
                    done(node, configure(revision));
                }
                before = shown(node);
            }
            try (var node = node(settings);
                    var log = new Log()) {
                assertThat(shown(node)).isEqualTo(before);
                assertThat(log.lines(Level.WARN))
                        .noneSatisfy(line -> assertThat(line).contains("snapshot"));
            }
        }
    }

    @Test
    default void eventOfALaterVersionStopsItsEntityAndNothingIsOverwritten() throws Exception {
        var settings = emptyDatabase();
        try (var database = JournalDatabase.open(settings)) {
            try (var node = node(settings)) {
                done(node, configure(1));
                done(node, new AgentCommand.SignIn(ALICE));
            }
            spoil(
                    database,
                    "UPDATE \"event_journal\" SET \"event_ser_manifest\" = ? WHERE \"sequence_number\" = 2",
                    "agent-beamed-up");
            List<String> stored = rows(database, "event_journal", "event_ser_manifest");

            try (var node = node(settings);
                    var log = new Log()) {
                assertThat(refused(node, configure(2)).message()).contains("history", ALICE.toString());
                assertThat(refused(node, new AgentCommand.Show(ALICE)).refusal())
                        .isEqualTo(Refusal.UNAVAILABLE);

                await().untilAsserted(() -> assertThat(log.lines(Level.ERROR))
                        .anySatisfy(line -> assertThat(line).contains(STORED, "agent-beamed-up")));
                assertThat(rows(database, "event_journal", "event_ser_manifest"))
                        .isEqualTo(stored);
                // The others are not touched by it.
                var bob = AgentId.of("acme/bob");
                done(node, new AgentCommand.Configure(bob, profile(1), 1));
            }

            // A version that knows it goes on from there.
            spoil(
                    database,
                    "UPDATE \"event_journal\" SET \"event_ser_manifest\" = ?"
                            + " WHERE \"event_ser_manifest\" = 'agent-beamed-up'",
                    "agent-signed-in");
            try (var node = node(settings)) {
                assertThat(((AgentView) shown(node)).revision()).isEqualTo(1);
            }
        }
    }

    /** With a snapshot every ten events; ends as by a crash. */
    private static OneNode node(JournalSettings settings) {
        return new OneNode(ConfigFactory.parseString("""
                        pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
                        pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
                        pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                        """).withFallback(JournalPlugin.config(settings)), system -> {
            var switchboard = new Switchboard(system, Clock.systemUTC(), Observer.NONE, true, RouterCommand.class);
            switchboard.host(OneNode.kept(Agents.type(), 10, Agents.type().idle()));
            Routers.host(switchboard);
            return switchboard;
        });
    }

    private static AgentCommand configure(long revision) {
        return new AgentCommand.Configure(ALICE, profile(revision), revision);
    }

    private static AgentProfile profile(long revision) {
        return new AgentProfile(
                "Alice " + revision,
                Optional.empty(),
                Set.of(),
                Map.of(),
                Capacity.DEFAULT,
                Duration.ofSeconds(5),
                true);
    }

    private static void done(OneNode node, Command command) {
        assertThat(node.ask(command)).isInstanceOf(Reply.Done.class);
    }

    private static Reply.View shown(OneNode node) {
        return ((Reply.Found) node.ask(new AgentCommand.Show(ALICE))).view();
    }

    private static Reply.Refused refused(OneNode node, Command command) {
        return (Reply.Refused) node.ask(command);
    }

    private static void spoil(JournalDatabase database, String sql, String with) throws SQLException {
        try (var connection = database.readers().getConnection();
                var statement = connection.prepareStatement(sql)) {
            if (sql.contains("payload")) {
                statement.setBytes(1, with.getBytes(StandardCharsets.ISO_8859_1));
            } else {
                statement.setString(1, with);
            }
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private static List<String> rows(JournalDatabase database, String table, String column) throws SQLException {
        try (var connection = database.readers().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT \"" + column + "\" FROM \"" + table
                        + "\" WHERE \"persistence_id\" = '" + STORED + "' ORDER BY \"sequence_number\"")) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    /** What is logged while it is open. */
    final class Log implements AutoCloseable {
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

        Log() {
            appender.start();
            root.addAppender(appender);
        }

        /** Of this level, each with the message of what was thrown. */
        List<String> lines(Level level) {
            List<ILoggingEvent> events;
            synchronized (appender) {
                events = List.copyOf(appender.list);
            }
            return events.stream()
                    .filter(event -> event.getLevel().equals(level))
                    .map(event -> event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : ": " + event.getThrowableProxy().getMessage()))
                    .toList();
        }

        @Override
        public void close() {
            root.detachAppender(appender);
        }
    }
}
