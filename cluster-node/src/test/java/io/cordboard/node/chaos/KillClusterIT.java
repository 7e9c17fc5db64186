package io.cordboard.node.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.local.LocalPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three nodes on PostgreSQL; one after another is killed with kill -9 under load, and started again at once. Whatever was
 * acknowledged to the recorder outside is there in the end, was owned by one agent at a time, and ended once.
 *
 * <p>{@code -Dcordboard.kills=500} for a longer soak, {@code -Dcordboard.seed=N} for the same choices again.
 */
class KillClusterIT {

    private static final int KILLS = Integer.getInteger("cordboard.kills", 12);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);

    private final long seed = Long.getLong("cordboard.seed", new Random().nextLong());

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void nothingAcknowledgedIsLostOrDoubledWhileNodesAreKilled() throws Exception {
        System.out.println(
                "KillClusterIT: seed " + seed + ", " + KILLS + " kills (rerun with -Dcordboard.seed=" + seed + ")");
        var journal = LocalPostgres.shared().newDatabase("kills", 10);
        var recorder = new Recorder();
        try (var cluster = ChaosCluster.onLoopback(journal, 3, 3);
                var traffic = new Traffic(cluster, recorder, seed, 16, "kills")) {
            cluster.start(3);
            traffic.prepare();
            traffic.start(Duration.ofMillis(100));

            kill(cluster, recorder);

            cluster.awaitUp(3);
            traffic.stopOpening();
            await().atMost(SETTLED_WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Histories.open(journal))
                            .as("interactions that have not ended")
                            .isZero());
            traffic.finish();
            System.out.println("KillClusterIT: " + recorder);
            new Verdict(journal).everythingHolds(cluster, recorder);
        }
    }

    /** The next is killed as soon as all are up again and everybody was answered, after a pause of 0 to 2 s. */
    private void kill(ChaosCluster cluster, Recorder recorder) {
        var random = new Random(seed + 1);
        List<Duration> takeovers = new ArrayList<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            Instant until = Instant.now().plusMillis(random.nextInt(2_000));
            int opened = recorder.opened();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> Instant.now().isAfter(until) && recorder.opened() > opened);
            int victim = random.nextInt(3);
            Instant killed = Instant.now();
            cluster.node(victim).kill();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> recorder.silentSince(killed).isEmpty());
            takeovers.add(Duration.between(killed, Instant.now()));
            System.out.println("KillClusterIT: kill " + kill + " (node " + (victim + 1)
                    + "), all agents answered after " + takeovers.getLast().toMillis() + " ms, " + recorder.opened()
                    + " interactions acknowledged");
            cluster.awaitUp(3);
        }
        takeovers.sort(null);
        System.out.println("KillClusterIT: takeover in ms, median "
                + takeovers.get(takeovers.size() / 2).toMillis() + ", longest "
                + takeovers.getLast().toMillis());
    }
}
