package io.cordboard.persistence.past;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.fairness.Fairness;
import io.cordboard.routing.fairness.Ledger;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a tenant's agents were given and did in a time. Safe for use by several threads; each answer takes one connection. */
public final class JournalLedger {

    private final PastQuestions questions;
    private final LedgerLimits limits;

    /** Whose ledgers are being made: who asks again and again leaves room for the others. */
    private final Set<TenantId> asking = ConcurrentHashMap.newKeySet();

    public JournalLedger(JournalDatabase database, LedgerLimits limits, PastObserver observer) {
        this.questions = new PastQuestions(database.readers(), limits.rows(), limits.time(), limits.atOnce(), observer);
        this.limits = limits;
    }

    /**
     * From {@code from} until just before {@code until}.
     *
     * @param queue only those who served it or had something of it
     * @param team only agents who are of it in the end
     * @throws PastRefused if that takes more than it may
     */
    public Fairness fairness(TenantId tenant, Instant from, Instant until, Optional<QueueId> queue, Optional<Team> team)
            throws SQLException {
        if (Duration.between(from, until).compareTo(limits.span()) > 0) {
            throw new PastRefused(
                    PastRefused.Why.TOO_MUCH,
                    "Expected a time of at most " + limits.span() + ", but got " + Duration.between(from, until));
        }
        return told(tenant, from, until)
                .ended(queue, team, limits.lines())
                .orElseThrow(() -> new PastRefused(
                        PastRefused.Why.TOO_MUCH,
                        "Expected at most " + limits.lines() + " pairs of agent and queue, but there are more:"
                                + " ask for one queue or team"));
    }

    private Ledger told(TenantId tenant, Instant from, Instant until) throws SQLException {
        if (!asking.add(tenant)) {
            throw new PastRefused(
                    PastRefused.Why.BUSY,
                    "Expected one ledger of a tenant at a time, but one of " + tenant
                            + " is being made: ask again later");
        }
        try {
            // What was before is read as of the first instant.
            return questions.ask("fairness", from, rows -> {
                Ledger ledger = new Ledger(from, until);
                new Stretch(rows, tenant, from, until, ledger).read();
                return ledger;
            });
        } finally {
            asking.remove(tenant);
        }
    }
}
