package io.cordboard.persistence.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.journal.JournalSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the lease on the journal does on every database. Nodes are a1, a2, a3 of one cluster and b1, b2 of another. */
interface OwnershipContract {

    /** Long enough not to run out between two lines of a test, even on a busy machine. */
    Duration LONG = Duration.ofMinutes(5);

    Duration SHORT = Duration.ofMillis(600);

    JournalSettings emptyDatabase();

    @Test
    default void oldestMemberClaimsAndTheOthersArePermitted() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var a1 = new ClusterOwnership(database, LONG);
            var a2 = new ClusterOwnership(database, LONG);

            assertThat(a2.check(members("a2", "a1", "a2"))).isInstanceOf(Ruling.Waiting.class);
            assertThat(a1.check(members("a1", "a1", "a2"))).isEqualTo(new Ruling.Permitted("a1"));
            assertThat(a2.check(members("a2", "a1", "a2"))).isEqualTo(new Ruling.Permitted("a1"));
        }
    }

    @Test
    default void secondClusterIsRefusedWhileTheFirstRenews() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var a1 = new ClusterOwnership(database, LONG);
            var b1 = new ClusterOwnership(database, LONG);
            a1.check(members("a1", "a1"));

            assertThat(b1.check(members("b1", "b1"))).isInstanceOf(Ruling.Waiting.class);
            a1.check(members("a1", "a1"));

            var refused = (Ruling.Refused) b1.check(members("b1", "b1"));
            assertThat(refused.holder()).isEqualTo("a1");
            assertThat(refused.reason()).contains("another cluster's: node a1 holds and renews it");
            assertThat(a1.check(members("a1", "a1"))).isEqualTo(new Ruling.Permitted("a1"));
        }
    }

    @Test
    default void leaseOfACrashedClusterRunsOut() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            new ClusterOwnership(database, SHORT).check(members("a1", "a1"));
            var b1 = new ClusterOwnership(database, SHORT);
            var b2 = new ClusterOwnership(database, SHORT);
            var started = System.nanoTime();

            await().until(() -> {
                assertThat(b2.check(members("b2", "b1", "b2"))).isInstanceOf(Ruling.Waiting.class);
                return b1.check(members("b1", "b1", "b2")) instanceof Ruling.Permitted;
            });

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(SHORT.dividedBy(2));
            assertThat(b2.check(members("b2", "b1", "b2"))).isEqualTo(new Ruling.Permitted("b1"));
        }
    }

    @Test
    default void clusterThatLostTheJournalIsFenced() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var a1 = new ClusterOwnership(database, SHORT);
            var a2 = new ClusterOwnership(database, SHORT);
            a1.check(members("a1", "a1", "a2"));
            a2.check(members("a2", "a1", "a2"));
            var b1 = new ClusterOwnership(database, SHORT);
            await().until(() -> b1.check(members("b1", "b1")) instanceof Ruling.Permitted);

            // The first look may be at a new member that this node has not heard of; the second decides.
            a1.check(members("a1", "a1", "a2"));
            assertThat(a1.check(members("a1", "a1", "a2"))).isInstanceOf(Ruling.Refused.class);
            a2.check(members("a2", "a1", "a2"));
            assertThat(a2.check(members("a2", "a1", "a2"))).isInstanceOf(Ruling.Refused.class);
        }
    }

    @Test
    default void survivorTakesOverFromACrashedHolder() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var a1 = new ClusterOwnership(database, SHORT);
            var a2 = new ClusterOwnership(database, SHORT);
            var a3 = new ClusterOwnership(database, SHORT);
            a1.check(members("a1", "a1", "a2", "a3"));
            a2.check(members("a2", "a1", "a2", "a3"));
            a3.check(members("a3", "a1", "a2", "a3"));
            var afterCrash = new Membership("a2", List.of("a2", "a3"), Set.of("a1"));

            await().until(() -> {
                var ruling = a2.check(afterCrash);
                assertThat(ruling)
                        .as("a node at work is never in doubt meanwhile")
                        .isInstanceOf(Ruling.Permitted.class);
                return ruling.equals(new Ruling.Permitted("a2"));
            });

            assertThat(a3.check(new Membership("a3", List.of("a2", "a3"), Set.of("a1"))))
                    .isEqualTo(new Ruling.Permitted("a2"));
        }
    }

    @Test
    default void halfOfASplitClusterThatDoesNotHoldTheLeaseIsFenced() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var a1 = new ClusterOwnership(database, SHORT);
            var a2 = new ClusterOwnership(database, SHORT);
            a1.check(members("a1", "a1", "a2"));
            a2.check(members("a2", "a1", "a2"));

            // Each has removed the other, which no downing should let happen, and both go on.
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                assertThat(a1.check(new Membership("a1", List.of("a1"), Set.of("a2"))))
                        .isEqualTo(new Ruling.Permitted("a1"));
                return a2.check(new Membership("a2", List.of("a2"), Set.of("a1"))) instanceof Ruling.Refused;
            });
        }
    }

    @Test
    default void leavingHolderPassesTheLeaseOnAndTheLastGivesItBack() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var a1 = new ClusterOwnership(database, LONG);
            var a2 = new ClusterOwnership(database, LONG);
            var b1 = new ClusterOwnership(database, LONG);
            a1.check(members("a1", "a1", "a2"));
            a2.check(members("a2", "a1", "a2"));

            a1.release(members("a1", "a1", "a2"));
            assertThat(b1.check(members("b1", "b1"))).isInstanceOf(Ruling.Waiting.class);
            assertThat(a2.check(members("a2", "a2"))).isEqualTo(new Ruling.Permitted("a2"));
            a2.release(members("a2", "a2"));

            assertThat(b1.check(members("b1", "b1"))).isEqualTo(new Ruling.Permitted("b1"));
        }
    }

    @Test
    default void whenTheOldestCannotClaimAnotherMemberDoes() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var a1 = new ClusterOwnership(database, SHORT);
            var a2 = new ClusterOwnership(database, SHORT);
            a1.check(members("a1", "a1", "a2"));
            a2.check(members("a2", "a1", "a2"));

            await().until(() -> a2.check(members("a2", "a1", "a2")).equals(new Ruling.Permitted("a2")));
            assertThat(a1.check(members("a1", "a1", "a2"))).isEqualTo(new Ruling.Permitted("a2"));
        }
    }

    @Test
    default void nodesThatClaimAtOnceAgree() throws Exception {
        try (var database = JournalDatabase.open(emptyDatabase());
                var threads = Executors.newFixedThreadPool(2)) {
            var a1 = threads.submit(() -> checkUntilDecided(new ClusterOwnership(database, LONG), members("a1", "a1")));
            var b1 = threads.submit(() -> checkUntilDecided(new ClusterOwnership(database, LONG), members("b1", "b1")));

            assertThat(List.of(a1.get(), b1.get()))
                    .hasExactlyElementsOfTypes(
                            a1.get() instanceof Ruling.Permitted
                                    ? new Class<?>[] {Ruling.Permitted.class, Ruling.Waiting.class}
                                    : new Class<?>[] {Ruling.Waiting.class, Ruling.Permitted.class});
        }
    }

    private static Ruling checkUntilDecided(ClusterOwnership ownership, Membership membership) {
        // Who inserts the first row second fails on its key, as the guard sees it, and looks again.
        return await().ignoreExceptions().until(() -> ownership.check(membership), _ -> true);
    }

    @Test
    default void guardAdmitsFencesAndRefuses() throws Exception {
        var settings = new OwnershipSettings(SHORT, Duration.ofMillis(20));
        var lost = new CompletableFuture<String>();
        try (var database = JournalDatabase.open(emptyDatabase())) {
            var cluster = new AtomicReference<>(members("a1", "a1"));
            var a1 = new OwnershipGuard(database, settings, cluster::get, lost::complete);
            a1.start().toCompletableFuture().get(30, TimeUnit.SECONDS);

            try (var b1 = new OwnershipGuard(database, settings, () -> members("b1", "b1"), _ -> {})) {
                assertThatThrownBy(() -> b1.start()
                                .toCompletableFuture()
                                .orTimeout(30, TimeUnit.SECONDS)
                                .join())
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(JournalRefused.class);
            }
            assertThat(lost).isNotDone();

            // The lease is taken from under it, as by a cluster that starts after an outage of the database.
            try (var connection = database.readers().getConnection();
                    var statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE cluster_owner SET holder = 'b1'");
            }
            assertThat(lost.get(30, TimeUnit.SECONDS)).contains("node b1 has taken it");
            a1.close();
            assertThat(new ClusterOwnership(database, LONG).check(members("a2", "a2")))
                    .as("a fenced node does not give back what is not its own")
                    .isInstanceOf(Ruling.Waiting.class);
        }
    }

    @Test
    default void closedGuardLeavesTheJournalToTheNext() throws Exception {
        var settings = new OwnershipSettings(LONG, Duration.ofMillis(20));
        try (var database = JournalDatabase.open(emptyDatabase())) {
            for (var node : List.of("a1", "b1", "a1-again")) {
                try (var guard = new OwnershipGuard(database, settings, () -> members(node, node), _ -> {})) {
                    guard.start().toCompletableFuture().get(30, TimeUnit.SECONDS);
                    assertThat(guard.ruling()).isEqualTo(new Ruling.Permitted(node));
                }
            }
        }
    }

    static Membership members(String self, String... byAge) {
        return new Membership(self, Arrays.asList(byAge), Set.of());
    }
}
