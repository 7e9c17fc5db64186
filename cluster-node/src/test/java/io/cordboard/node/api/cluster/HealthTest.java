package io.cordboard.node.api.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {

    private ActorSystem system;

    @BeforeEach
    void join() {
        system = ActorSystem.create("health", ConfigFactory.parseString("""
                pekko.actor.provider = cluster
                pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                pekko.coordinated-shutdown.exit-jvm = off
                pekko.cluster.jmx.enabled = off
                """).withFallback(ConfigFactory.load()));
    }

    @AfterEach
    void stop() {
        CoordinatedShutdown.get(system)
                .runAll(CoordinatedShutdown.unknownReason())
                .toCompletableFuture()
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    private void up() {
        Cluster cluster = Cluster.get(system);
        cluster.join(cluster.selfAddress());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
    }

    private List<Optional<String>> problems(HealthCheck... checks) {
        return new Health(system, List.of(checks))
                .problems()
                .toCompletableFuture()
                .join();
    }

    private static HealthCheck check(CompletionStage<Optional<String>> problem) {
        return new HealthCheck("journal", () -> problem);
    }

    @Test
    void nodeThatHasNotJoinedIsNotReady() {
        assertThat(problems().getFirst())
                .hasValueSatisfying(why -> assertThat(why).contains("member is"));
    }

    @Test
    void memberThatNeedsNothingElseIsReady() {
        up();

        assertThat(problems(check(CompletableFuture.completedFuture(Optional.empty()))))
                .containsExactly(Optional.empty(), Optional.empty());
    }

    @Test
    void whatFailsThrowsOrKeepsSilentIsAProblem() {
        up();

        var problems = problems(
                check(CompletableFuture.completedFuture(Optional.of("the database cannot be reached"))),
                check(CompletableFuture.failedFuture(new IllegalStateException("broken"))),
                new HealthCheck("journal", () -> {
                    throw new IllegalStateException("worse");
                }),
                check(new CompletableFuture<>()));

        assertThat(problems.getFirst()).isEmpty();
        assertThat(problems.subList(1, 5))
                .allSatisfy(problem -> assertThat(problem).isPresent());
        assertThat(problems.getLast()).hasValue("no answer in 2 s");
    }

    @Test
    void nodeThatLeavesIsNotReadyBeforeAnythingElseStops() {
        up();
        var leaving = new AtomicReference<Optional<String>>(Optional.empty());
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                        "look",
                        () -> new Health(system, List.of()).problems().thenApply(problems -> {
                            leaving.set(problems.getFirst());
                            return Done.done();
                        }));

        CoordinatedShutdown.get(system)
                .runAll(CoordinatedShutdown.unknownReason())
                .toCompletableFuture()
                .join();

        assertThat(leaving.get()).hasValue("the node is leaving");
    }
}
