package io.cordboard.persistence.projection;

import io.cordboard.persistence.tail.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a projection does with events. */
@FunctionalInterface
public interface ProjectionHandler {

    /**
     * Applies {@code rows}, in order, by statements of {@code transaction}, which the caller commits or rolls back.
     *
     * <p>What it throws is logged and shown, and the same rows come again.
     */
    void apply(Connection transaction, List<JournalRow> rows) throws SQLException;
}
