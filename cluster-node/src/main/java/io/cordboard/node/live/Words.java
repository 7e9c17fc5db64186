package io.cordboard.node.live;

import io.cordboard.node.api.Catalogue;
import io.cordboard.node.api.Destinations;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.ProblemException;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what an order names against what the tenant has: words, and where work is sent. As HTTP does. */
final class Words {

    private static final Logger LOG = LoggerFactory.getLogger(Words.class);

    private final Catalogue catalogue;
    private final Entities entities;
    private final Destinations destinations;
    private final TenantId tenant;

    Words(Catalogue catalogue, Entities entities, TenantId tenant) {
        this.catalogue = catalogue;
        this.entities = entities;
        this.destinations = new Destinations(entities);
        this.tenant = tenant;
    }

    /**
     * Fails with the problem of what is not one of the tenant's; ids must have been read before. Asked when the orders
     * before it have been sent.
     */
    Supplier<CompletionStage<?>> of(ClientFrame.Deed deed) {
        return switch (deed) {
            case ClientFrame.NotReady f -> {
                String reason = name("/data/reason", f.data().reason());
                yield () -> catalogue.requireReason("/data/reason", tenant, reason);
            }
            case ClientFrame.SignOut f -> {
                f.data().flatMap(ClientFrame.SignOut.Data::reason).ifPresent(reason -> name("/data/reason", reason));
                yield Words::fine;
            }
            case ClientFrame.WrapUp f
            when f.data().disposition().isPresent() ->
                () -> wrapUp(
                        new InteractionId(tenant, f.data().interaction()),
                        f.data().disposition());
            case ClientFrame.Transfer f ->
                () -> destinations.require(
                        "/data",
                        Optional.of(new QueueId(tenant, f.data().queue())),
                        f.data().agent().map(name -> new AgentId(tenant, name)));
            case ClientFrame.Consult f ->
                () -> destinations.requireAgent(
                        "/data/agent", new AgentId(tenant, f.data().agent()));
            case ClientFrame.SignIn _,
                    ClientFrame.Ready _,
                    ClientFrame.Accept _,
                    ClientFrame.Reject _,
                    ClientFrame.Say _,
                    ClientFrame.Delivered _,
                    ClientFrame.Typing _,
                    ClientFrame.End _,
                    ClientFrame.WrapUp _,
                    ClientFrame.Requeue _,
                    ClientFrame.Hold _,
                    ClientFrame.Unhold _,
                    ClientFrame.Digits _,
                    ClientFrame.EndConsult _,
                    ClientFrame.Conference _,
                    ClientFrame.HandOver _,
                    ClientFrame.Monitor _,
                    ClientFrame.EndMonitor _ -> Words::fine;
        };
    }

    private CompletionStage<?> wrapUp(InteractionId interaction, Optional<String> disposition) {
        return entities.show(new InteractionCommand.Show(interaction))
                .thenCompose(found -> catalogue.requireDisposition(
                        "/data/disposition", tenant, ((InteractionView) found.view()).queue(), disposition));
    }

    private static CompletionStage<?> fine() {
        return CompletableFuture.completedFuture(null);
    }

    private static String name(String pointer, String text) {
        return Problem.valueAt(pointer, () -> LocalName.require("a reason", text));
    }

    /** What a client is told of a failure. */
    static Problem problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException expected) {
            return expected.problem();
        }
        LOG.error("An order's words could not be looked up", cause);
        return Problem.of(ProblemCode.INTERNAL, "Expected to answer, but failed");
    }
}
