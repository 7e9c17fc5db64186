package io.cordboard.node.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.local.LocalPostgres;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three nodes, each in a network namespace of its own; one is cut off under load, and later heard again. */
class PartitionIT {

    /** To notice (3 s), to be sure (5 s), to give way; and a slow machine. */
    private static final Duration DOWNED_WITHIN = Duration.ofSeconds(60);

    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(3);

    private final long seed = Long.getLong("cordboard.seed", new Random().nextLong());

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void nodeThatIsCutOffGivesWayAndNothingAcknowledgedIsLost() throws Exception {
        Namespaces.impossible().ifPresent(why -> assumeThat(why).as("why not").isNull());
        System.out.println("PartitionIT: seed " + seed + " (rerun with -Dcordboard.seed=" + seed + ")");
        var postgres = LocalPostgres.shared();
        var journal = postgres.newDatabase("partition", 10);
        var recorder = new Recorder();
        try (var network = Namespaces.of(3);
                var cluster = cluster(network, postgres, journal);
                var traffic = new Traffic(cluster, recorder, seed, 16, "partition")) {
            cluster.start(3);
            traffic.prepare();
            traffic.start(Duration.ofMillis(150));
            await().atMost(SETTLED_WITHIN).until(() -> recorder.opened() > 50);
            int split = new Random(seed).nextInt(3);
            int unplugged = (split + 1) % 3;

            // The dangerous one: both sides reach the database and have clients.
            cutOff(cluster, recorder, split, () -> network.split(split + 1), () -> network.join(split + 1));
            cutOff(
                    cluster,
                    recorder,
                    unplugged,
                    () -> network.unplug(unplugged + 1),
                    () -> network.plugIn(unplugged + 1));

            traffic.stopOpening();
            await().atMost(SETTLED_WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Histories.open(journal))
                            .as("interactions that have not ended")
                            .isZero());
            traffic.finish();
            System.out.println("PartitionIT: " + recorder);
            new Verdict(journal).everythingHolds(cluster, recorder);
        }
    }

    private static void cutOff(ChaosCluster cluster, Recorder recorder, int node, Runnable cut, Runnable heal) {
        int[] endings =
                IntStream.range(0, 3).map(i -> cluster.node(i).endings()).toArray();
        Instant since = Instant.now();
        cut.run();

        await().atMost(DOWNED_WITHIN).until(() -> cluster.node(node).endings() > endings[node]);
        long downed = Duration.between(since, Instant.now()).toMillis();
        await().atMost(DOWNED_WITHIN)
                .until(() -> recorder.silentSince(since.plusMillis(downed)).isEmpty());
        long takenOver = Duration.between(since, Instant.now()).toMillis();

        heal.run();
        cluster.awaitUp(3);
        System.out.println("PartitionIT: node " + (node + 1) + " was cut off and ended after " + downed
                + " ms; all agents answered after " + takenOver + " ms; all nodes are up after "
                + Duration.between(since, Instant.now()).toMillis() + " ms");
        IntStream.range(0, 3)
                .filter(i -> i != node)
                .forEach(i -> assertThat(cluster.node(i).endings())
                        .as("endings of node %d, of the majority", i + 1)
                        .isEqualTo(endings[i]));
    }

    private static ChaosCluster cluster(Namespaces network, LocalPostgres postgres, JournalSettings journal)
            throws Exception {
        var address = network.relay(postgres.port());
        var url = URI.create(journal.url().substring("jdbc:".length()));
        var relayed = JournalSettings.postgres(
                "jdbc:postgresql://" + address.getHostString() + ':' + address.getPort() + url.getPath(),
                journal.user(),
                journal.password(),
                10);
        return new ChaosCluster(
                IntStream.rangeClosed(1, 3)
                        .mapToObj(n -> new ChaosCluster.Place(Namespaces.host(n), Namespaces.within(n), relayed))
                        .toList(),
                25520,
                3);
    }
}
