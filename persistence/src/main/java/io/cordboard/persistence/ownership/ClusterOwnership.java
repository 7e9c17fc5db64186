package io.cordboard.persistence.ownership;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The lease on the journal as one node sees and keeps it.
 *
 * <pre>
 *   holder of the lease        this node is starting               this node is running
 *   nobody                     claim if oldest, else wait          claim if oldest, permitted
 *   this node                  renew                               renew
 *   a member                   permitted                           permitted (claim when it has run out)
 *   a removed member           wait (claim when it has run out)    permitted (claim when it has run out);
 *                                                                  refused if it goes on renewing
 *   somebody else              refused if it renews;               refused
 *                              claim when it has run out
 * </pre>
 *
 * <p>Only the database's clock says whether a lease has run out. Not for several threads.
 */
public final class ClusterOwnership {

    /** Tells the processes that have had an H2 file open apart. */
    private static final String PROCESS = UUID.randomUUID().toString();

    private final DataSource database;
    private final JournalSettings settings;
    private final Duration time;
    private final String process;

    private boolean admitted;
    private Optional<Sighting> sighting = Optional.empty();

    /** A holder that is no member, as first seen. */
    private record Sighting(String holder, long renewals, int times, long sinceNanos) {}

    /** {@code time} is how long a lease lasts without being renewed. */
    public ClusterOwnership(JournalDatabase database, Duration time) {
        this(database, time, PROCESS);
    }

    ClusterOwnership(JournalDatabase database, Duration time, String process) {
        this.database = database.keepers();
        this.settings = database.settings();
        this.time = time;
        this.process = process;
    }

    /** Looks at the lease, claims or renews it where that is this node's part, and rules. */
    public Ruling check(Membership cluster) throws SQLException {
        try (var transaction = database.getConnection()) {
            transaction.setAutoCommit(false);
            var lease = Lease.lock(transaction);
            var ruling = lease.isEmpty() ? first(transaction, cluster) : rule(transaction, cluster, lease.get());
            transaction.commit();
            admitted |= ruling instanceof Ruling.Permitted;
            return ruling;
        }
    }

    /** Gives the lease, if this node holds it, to the next oldest member, or back if there is none. */
    public void release(Membership cluster) throws SQLException {
        try (var transaction = database.getConnection()) {
            transaction.setAutoCommit(false);
            var lease = Lease.lock(transaction);
            if (lease.isPresent() && lease.get().holder().equals(cluster.self())) {
                lease.get()
                        .give(
                                transaction,
                                cluster.successor().orElse(""),
                                lease.get().process(),
                                time);
            }
            transaction.commit();
        }
    }

    private Ruling first(Connection transaction, Membership cluster) throws SQLException {
        if (!cluster.selfIsOldest()) {
            return permittedIfAdmitted("", "the oldest member is to claim the journal");
        }
        Lease.insert(transaction, cluster.self(), process, time);
        return new Ruling.Permitted(cluster.self());
    }

    private Ruling rule(Connection transaction, Membership cluster, Lease lease) throws SQLException {
        if (lease.holder().equals(cluster.self())) {
            lease.give(transaction, cluster.self(), process, time);
            return new Ruling.Permitted(cluster.self());
        }
        if (lease.free()) {
            return claimIfOldest(transaction, cluster, lease);
        }
        if (cluster.members().contains(lease.holder())) {
            sighting = Optional.empty();
            return lease.expired() ? claimIfOldest(transaction, cluster, lease) : new Ruling.Permitted(lease.holder());
        }
        var seen = see(lease);
        return cluster.removed().contains(lease.holder())
                ? ruleOnRemoved(transaction, cluster, lease, seen)
                : ruleOnStranger(transaction, cluster, lease, seen);
    }

    /** A former member's lease runs out, unless we are the ones who were removed: then it is renewed on and on. */
    private Ruling ruleOnRemoved(Connection transaction, Membership cluster, Lease lease, Sighting seen)
            throws SQLException {
        if (lease.expired()) {
            return claimIfOldest(transaction, cluster, lease);
        }
        var renews = lease.renewals() > seen.renewals();
        if (renews && System.nanoTime() - seen.sinceNanos() > time.toNanos()) {
            return refused(lease, "goes on renewing its lease although it was removed from this cluster");
        }
        return permittedIfAdmitted(
                lease.holder(), "the lease of the removed node " + lease.holder() + " has to run out");
    }

    private Ruling ruleOnStranger(Connection transaction, Membership cluster, Lease lease, Sighting seen)
            throws SQLException {
        if (settings.kind() == JournalSettings.Kind.H2 && !lease.process().equals(process)) {
            // One process at a time has the file open, and we have: that holder is gone.
            return claimIfOldest(transaction, cluster, lease);
        }
        if (admitted) {
            // Twice, because a new member may claim before this node has heard of it.
            return seen.times() > 1 ? refused(lease, "has taken it") : new Ruling.Permitted(lease.holder());
        }
        if (lease.renewals() > seen.renewals()) {
            return refused(lease, "holds and renews it");
        }
        // Its cluster may have been cut off from the database and be about to renew: give it time for that.
        if (lease.expired() && System.nanoTime() - seen.sinceNanos() > time.toNanos() / 2) {
            return claimIfOldest(transaction, cluster, lease);
        }
        return new Ruling.Waiting("the lease of " + lease.holder() + " has to run out");
    }

    private Ruling claimIfOldest(Connection transaction, Membership cluster, Lease lease) throws SQLException {
        // Should the oldest be unable to, another may after the time of one more lease.
        if (cluster.selfIsOldest() || lease.expiredFor(time)) {
            lease.give(transaction, cluster.self(), process, time);
            sighting = Optional.empty();
            return new Ruling.Permitted(cluster.self());
        }
        return permittedIfAdmitted(lease.holder(), "the oldest member is to claim the journal");
    }

    private Ruling permittedIfAdmitted(String holder, String reason) {
        return admitted ? new Ruling.Permitted(holder) : new Ruling.Waiting(reason);
    }

    private Ruling refused(Lease lease, String why) {
        return new Ruling.Refused(
                lease.holder(),
                "The journal " + settings.place() + " is another cluster's: node " + lease.holder() + ' ' + why
                        + ". A journal serves one cluster; give this one another database, or stop the other.");
    }

    private Sighting see(Lease lease) {
        var seen = sighting.filter(s -> s.holder().equals(lease.holder()))
                .map(s -> new Sighting(s.holder(), s.renewals(), s.times() + 1, s.sinceNanos()))
                .orElseGet(() -> new Sighting(lease.holder(), lease.renewals(), 1, System.nanoTime()));
        sighting = Optional.of(seen);
        return seen;
    }
}
