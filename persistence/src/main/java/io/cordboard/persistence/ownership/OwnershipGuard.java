package io.cordboard.persistence.ownership;

import io.cordboard.persistence.journal.DatabaseLoop;
import io.cordboard.persistence.journal.JournalDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's watch over the lease on the journal, from before its sharding starts until after it has ended.
 *
 * <p>While the database is away it neither admits nor fences: nobody can write then, and the first look afterwards decides.
 */
public final class OwnershipGuard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnershipGuard.class);

    private final ClusterOwnership ownership;
    private final Supplier<Membership> cluster;
    private final OwnershipSettings settings;
    private final Consumer<String> fenced;
    private final CompletableFuture<Void> admitted = new CompletableFuture<>();
    private volatile Ruling ruling = new Ruling.Waiting("the database has not been asked yet");
    private @Nullable DatabaseLoop loop;

    /**
     * {@code fenced} is called once, with the reason, if the journal is lost after this node was admitted: the node must end
     * its entities at once.
     */
    public OwnershipGuard(
            JournalDatabase database,
            OwnershipSettings settings,
            Supplier<Membership> cluster,
            Consumer<String> fenced) {
        this(new ClusterOwnership(database, settings.lease()), settings, cluster, fenced);
    }

    OwnershipGuard(
            ClusterOwnership ownership,
            OwnershipSettings settings,
            Supplier<Membership> cluster,
            Consumer<String> fenced) {
        this.ownership = ownership;
        this.cluster = cluster;
        this.settings = settings;
        this.fenced = fenced;
    }

    /** Completes when this node may start its entities; fails with {@link JournalRefused} if another cluster has the journal. */
    public synchronized CompletionStage<Void> start() {
        if (loop == null) {
            loop = DatabaseLoop.start("journal-ownership", this::look);
        }
        return admitted;
    }

    public Ruling ruling() {
        return ruling;
    }

    /** Ends the watch and passes the lease on. Call it when this node's entities have ended. */
    @Override
    public synchronized void close() {
        if (loop == null) {
            return;
        }
        loop.close();
        loop = null;
        if (ruling instanceof Ruling.Permitted) {
            try {
                ownership.release(cluster.get());
            } catch (SQLException e) {
                LOG.warn("The journal's lease could not be given back; it runs out in {}", settings.lease(), e);
            }
        }
    }

    private Duration look() {
        if (ruling instanceof Ruling.Refused) {
            return settings.lease();
        }
        try {
            var before = ruling;
            ruling = ownership.check(cluster.get());
            switch (ruling) {
                case Ruling.Permitted _ -> admitted.complete(null);
                case Ruling.Waiting(var reason) -> {
                    if (!ruling.equals(before)) {
                        LOG.info("Waiting for the journal: {}", reason);
                    }
                }
                case Ruling.Refused(_, var reason) -> refused(reason);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The journal's lease could not be looked at: {}", e.toString());
        }
        return ruling instanceof Ruling.Waiting ? settings.renew().dividedBy(4) : settings.renew();
    }

    private void refused(String reason) {
        LOG.error(reason);
        if (!admitted.completeExceptionally(new JournalRefused(reason))) {
            fenced.accept(reason);
        }
    }
}
