package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.QueueConditions;
import io.cordboard.routing.policy.Strategy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What those in a queue go by: its policy, or the one that it tries; with what is remembered of how that has chosen. */
final class Rules {

    @Nullable
    Policy policy;

    int version;

    /** Whom it proposed last in turn. */
    @Nullable
    AgentId lastInTurn;

    /** What the parts of its policy's score are owed; null if its strategy does not go by shares. */
    Shares.@Nullable Owed owed;

    /** Which steps its policy has; see {@link io.cordboard.routing.interaction.Place.Fired}. */
    String stepsMark = "";

    /** The {@link io.cordboard.routing.policy.Overflow#mark} of its policy's rules. */
    String overflowMark = "";

    /** The conditions of its policy, and what they ask, of this or another queue. */
    List<Expression> conditions = List.of();

    private Set<String> asked = Set.of();

    void policy(@Nullable Policy latest, int latestVersion) {
        policy = latest;
        version = latestVersion;
        owed = latest != null && latest.strategy() instanceof Strategy.Percentage
                ? new Shares.Owed(latest.score())
                : null;
        stepsMark = latest == null ? "" : latest.stepsMark();
        overflowMark = latest == null ? "" : latest.overflow().mark();
        conditions = latest == null ? List.of() : QueueConditions.of(latest).toList();
        asked = conditions.stream()
                .flatMap(condition -> QueueConditions.asked(condition).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Remembers what another kernel does by the same policy. */
    void remember(Rules other) {
        lastInTurn = other.lastInTurn;
        if (owed != null && other.owed != null) {
            owed.copy(other.owed);
        }
    }

    /** Whether it decides for many who wait at once. */
    boolean batches() {
        return policy != null && policy.strategy() instanceof Strategy.BatchOptimum;
    }

    /** Whether any of its conditions asks this, of whichever queue. */
    boolean asks(String name) {
        return asked.contains(name);
    }
}
