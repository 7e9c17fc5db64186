package io.cordboard.persistence.past;

import com.fasterxml.jackson.databind.ObjectReader;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.tenant.TenantEvent;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** Explains as of a past instant. Safe for use by several threads; each answer takes one connection. */
public final class JournalPast {

    static final Map<String, ObjectReader> INTERACTION = EventJson.readers(InteractionEvent.class);
    static final Map<String, ObjectReader> AGENT = EventJson.readers(AgentEvent.class);
    static final Map<String, ObjectReader> TENANT = EventJson.readers(TenantEvent.class);

    /** PostgreSQL's state of a statement that took too long. */
    private static final String CANCELLED = "57014";

    private interface Question<T> {
        T answer(Moment moment) throws SQLException;
    }

    private final DataSource readers;
    private final PastLimits limits;
    private final PastObserver observer;
    private final Semaphore room;

    public JournalPast(JournalDatabase database, PastLimits limits, PastObserver observer) {
        this.readers = database.readers();
        this.limits = limits;
        this.observer = observer;
        this.room = new Semaphore(limits.atOnce());
    }

    /** Empty if there never was such an interaction. */
    public Optional<Hindsight.OfInteraction> interaction(InteractionId interaction, Instant at) throws SQLException {
        return ask("interaction", at, moment -> moment.interaction(interaction));
    }

    /** Just before this offer of it was made; empty if there never was such an offer. */
    public Optional<Hindsight.OfInteraction> interactionBefore(InteractionId interaction, OfferId offer)
            throws SQLException {
        Optional<Instant> made = ask("interaction", Instant.EPOCH, moment -> moment.made(interaction, offer));
        return made.isEmpty()
                ? Optional.empty()
                : ask("interaction", made.get(), moment -> moment.without(offer).interaction(interaction));
    }

    /** Empty if there was no such agent then. */
    public Optional<Hindsight.OfAgent> agent(AgentId agent, Instant at) throws SQLException {
        return ask("agent", at, moment -> moment.agent(agent));
    }

    private <T> T ask(String about, Instant at, Question<T> question) throws SQLException {
        if (!room.tryAcquire()) {
            throw new PastRefused(
                    PastRefused.Why.BUSY,
                    "Expected fewer questions about the past at a time, but " + limits.atOnce()
                            + " are being answered");
        }
        long started = System.nanoTime();
        int rows = 0;
        try (var connection = readers.getConnection()) {
            // PostgreSQL's driver reads all rows at once but within a transaction.
            connection.setAutoCommit(false);
            var read = new PastRows(connection, at, limits);
            try {
                return question.answer(new Moment(read, at, limits.open()));
            } finally {
                rows = read.rows();
                connection.rollback();
                read.close();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            if (!(e instanceof SQLTimeoutException) && !CANCELLED.equals(e.getSQLState())) {
                throw e;
            }
            throw new PastRefused(PastRefused.Why.TOO_MUCH, "Expected a moment that can be read in " + limits.time());
        } finally {
            room.release();
            observer.answered(about, rows, System.nanoTime() - started);
        }
    }
}
