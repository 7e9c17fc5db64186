package io.cordboard.persistence.view;

import io.cordboard.persistence.tail.JournalTail;
import io.cordboard.routing.tenant.TenantId;
import java.sql.SQLException;

/**
 * Each tenant's events in the order of the journal, for those who follow along outside: webhooks, data warehouses, audits.
 *
 * <p>A reader keeps the cursor of its last page and comes again with it, for as long as it likes. Every page has a cursor that
 * is at least as far, also where the page is empty, so that a quiet tenant gets on past the events of busy ones.
 */
public final class EventFeed {

    /** Rows of anybody looked at for one page: a few milliseconds' work on the index. */
    private static final int SCAN = 5_000;

    private static final int MAX_PAGE = 1_000;

    private final JournalTail tail;

    public EventFeed(JournalTail tail) {
        this.tail = tail;
    }

    /** Up to {@code limit} events of {@code tenant} after {@code cursor}; 0 is before the first. */
    public JournalTail.Page page(TenantId tenant, long cursor, int limit) throws SQLException {
        if (cursor < 0 || limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("Expected a cursor of 0 or more and a limit of 1 to " + MAX_PAGE
                    + ", but got " + cursor + " and " + limit);
        }
        return tail.readOf(tenant.value(), cursor, limit, SCAN);
    }
}
