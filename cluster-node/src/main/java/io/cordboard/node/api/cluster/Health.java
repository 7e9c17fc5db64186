package io.cordboard.node.api.cluster;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;

/** For probes: whether the process lives ({@code /health}), and whether it should be sent requests ({@code /ready}). */
public final class Health {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Schema {@code Health}. */
    record Body(String status, List<Check> checks) {}

    /** Schema {@code Check}; the reason of a failure is for the log and for operators, not for everybody. */
    record Check(String name, boolean ok) {}

    private final List<HealthCheck> checks;

    /** @param others beside being a member of the cluster */
    public Health(ActorSystem system, List<HealthCheck> others) {
        var all = new ArrayList<HealthCheck>();
        all.add(new HealthCheck("cluster", () -> CompletableFuture.completedFuture(membership(system))));
        all.addAll(others);
        this.checks = List.copyOf(all);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/health",
                        Access.open(),
                        _ -> CompletableFuture.completedFuture(Answer.ok(new Body("up", List.of())))),
                Endpoint.get("/ready", Access.open(), _ -> ready()));
    }

    /** A node that is told to stop is still a member while it finishes, but should be sent nothing new. */
    private static Optional<String> membership(ActorSystem system) {
        if (CoordinatedShutdown.get(system).getShutdownReason().isPresent()) {
            return Optional.of("the node is leaving");
        }
        MemberStatus status = Cluster.get(system).selfMember().status();
        return status.equals(MemberStatus.up()) ? Optional.empty() : Optional.of("the member is " + status);
    }

    private CompletionStage<Answer> ready() {
        return problems().thenApply(problems -> {
            List<Check> all = new ArrayList<>();
            for (int i = 0; i < checks.size(); i++) {
                all.add(new Check(checks.get(i).name(), problems.get(i).isEmpty()));
            }
            boolean ready = all.stream().allMatch(Check::ok);
            return Answer.ok(new Body(ready ? "ready" : "not-ready", all)).withStatus(ready ? 200 : 503);
        });
    }

    /** For each check, why it fails. */
    CompletionStage<List<Optional<String>>> problems() {
        CompletionStage<List<Optional<String>>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (HealthCheck check : checks) {
            all = all.thenCombine(problem(check), (list, problem) -> {
                list.add(problem);
                return list;
            });
        }
        return all;
    }

    List<HealthCheck> checks() {
        return checks;
    }

    private static CompletionStage<Optional<String>> problem(HealthCheck check) {
        try {
            return check.problem()
                    .get()
                    .toCompletableFuture()
                    .copy()
                    .completeOnTimeout(
                            Optional.of("no answer in " + LIMIT.toSeconds() + " s"),
                            LIMIT.toMillis(),
                            TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> Optional.of(failure.toString()));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Optional.of(e.toString()));
        }
    }
}
