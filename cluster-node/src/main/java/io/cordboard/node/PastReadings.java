package io.cordboard.node;

import io.cordboard.node.api.Past;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.persistence.past.JournalLedger;
import io.cordboard.persistence.past.JournalPast;
import io.cordboard.persistence.past.PastRefused;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.fairness.Fairness;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.router.TrialReport;
import io.cordboard.routing.tenant.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What the API tells of the past, from the journal's database. */
record PastReadings(JournalPast journal, JournalLedger ledger, Executor blocking) implements Past {

    @Override
    public CompletionStage<Optional<Hindsight.OfInteraction>> interaction(InteractionId interaction, Instant at) {
        return read(() -> journal.interaction(interaction, at));
    }

    @Override
    public CompletionStage<Optional<Hindsight.OfInteraction>> interactionBefore(
            InteractionId interaction, OfferId offer) {
        return read(() -> journal.interactionBefore(interaction, offer));
    }

    @Override
    public CompletionStage<TrialReport> trial(QueueId queue, Instant from, Instant to, Duration within) {
        return read(() -> journal.trial(queue, from, to, within));
    }

    @Override
    public CompletionStage<Optional<Hindsight.OfAgent>> agent(AgentId agent, Instant at) {
        return read(() -> journal.agent(agent, at));
    }

    @Override
    public CompletionStage<Fairness> fairness(
            TenantId tenant, Instant from, Instant until, Optional<QueueId> queue, Optional<Team> team) {
        return read(() -> ledger.fairness(tenant, from, until, queue, team));
    }

    private <T> CompletionStage<T> read(Callable<T> reading) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reading.call();
                    } catch (PastRefused refused) {
                        throw Problem.of(code(refused.why()), String.valueOf(refused.getMessage()))
                                .exception();
                    } catch (SQLException e) {
                        throw Problem.of(ProblemCode.UNAVAILABLE, "Expected to read the journal, but could not")
                                .exception();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                blocking);
    }

    private static ProblemCode code(PastRefused.Why why) {
        return switch (why) {
            case TOO_MUCH -> ProblemCode.LIMIT;
            case BUSY -> ProblemCode.OVERLOADED;
        };
    }
}
