package io.cordboard.node;

import io.cordboard.node.api.Past;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.persistence.past.JournalPast;
import io.cordboard.persistence.past.PastRefused;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.router.Hindsight;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What the API tells of the past, from the journal's database. */
record PastReadings(JournalPast journal, Executor blocking) implements Past {

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
    public CompletionStage<Optional<Hindsight.OfAgent>> agent(AgentId agent, Instant at) {
        return read(() -> journal.agent(agent, at));
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
