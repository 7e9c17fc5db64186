package io.cordboard.persistence.past;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** Where questions about the past are let in, few at once, each to a connection of its own and within its time. */
final class PastQuestions {

    /** PostgreSQL's state of a statement that took too long. */
    private static final String CANCELLED = "57014";

    /** What reads until it can answer. */
    interface Question<T> {
        T answer(PastRows rows) throws SQLException;
    }

    private final DataSource readers;
    private final int maxRows;
    private final Duration time;
    private final int atOnce;
    private final PastObserver observer;
    private final Semaphore room;

    PastQuestions(DataSource readers, int maxRows, Duration time, int atOnce, PastObserver observer) {
        this.readers = readers;
        this.maxRows = maxRows;
        this.time = time;
        this.atOnce = atOnce;
        this.observer = observer;
        this.room = new Semaphore(atOnce);
    }

    <T> T ask(String about, Instant at, Question<T> question) throws SQLException {
        if (!room.tryAcquire()) {
            throw new PastRefused(
                    PastRefused.Why.BUSY,
                    "Expected fewer questions about the past at a time, but " + atOnce + " are being answered");
        }
        long started = System.nanoTime();
        int rows = 0;
        try (var connection = readers.getConnection()) {
            // PostgreSQL's driver reads all rows at once but within a transaction.
            connection.setAutoCommit(false);
            var read = new PastRows(connection, at, maxRows, time);
            try {
                return question.answer(read);
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
            throw new PastRefused(PastRefused.Why.TOO_MUCH, "Expected a past that can be read in " + time);
        } finally {
            room.release();
            observer.answered(about, rows, System.nanoTime() - started);
        }
    }
}
