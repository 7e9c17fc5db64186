package io.cordboard.node.api.interaction;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.Wording;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Offers: an agent sees, accepts or rejects those that are made to them. The offer's id says which interaction to ask. */
public final class Offers {

    private static final String ONE = "/api/v1/offers/{offer}";

    /** Schema {@code Rejection}. */
    record Rejection(Optional<String> reason) {
        Rejection {
            reason.ifPresent(Wording::requireRejection);
        }
    }

    /** An offer that may still be accepted, with what it is about: schema {@code Offer}. */
    record Body(
            OfferId id,
            InteractionId interaction,
            AgentId agent,
            Instant deadline,
            Medium medium,
            Optional<QueueId> queue,
            Optional<String> customer,
            Optional<String> subject,
            Attributes attributes) {

        static Body of(InteractionView view, InteractionView.OpenOffer open) {
            return new Body(
                    open.offer(),
                    view.interaction(),
                    open.agent(),
                    open.deadline(),
                    view.contact().medium(),
                    view.queue(),
                    view.contact().customer(),
                    view.contact().subject(),
                    view.contact().attributes());
        }
    }

    private final Entities entities;

    public Offers(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ONE, Access.tenant(AGENT, SUPERVISOR, ADMIN), this::show),
                Endpoint.post(ONE + "/accept", Access.tenant(AGENT), this::accept),
                Endpoint.post(ONE + "/reject", Access.tenant(AGENT), this::reject));
    }

    private CompletionStage<Answer> show(Call call) {
        OfferId offer = offer(call);
        InteractionId id = interaction(call, offer);
        var standing = Standing.of(call.caller());
        return entities.show(new InteractionCommand.Show(id)).thenApply(found -> {
            var view = (InteractionView) found.view();
            InteractionView.OpenOffer open = view.offers().stream()
                    .filter(each -> each.offer().equals(offer))
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound().exception());
            if (!standing.overAll() && !standing.agent().equals(Optional.of(open.agent()))) {
                throw Problem.of(ProblemCode.NOT_HELD, "Expected an offer to the caller")
                        .exception();
            }
            return Answer.ok(Body.of(view, open)).withEtag(found.seq());
        });
    }

    private CompletionStage<Answer> accept(Call call) {
        OfferId offer = offer(call);
        InteractionId id = interaction(call, offer);
        return change(id, new InteractionCommand.Accept(id, offer, agent(call)));
    }

    private CompletionStage<Answer> reject(Call call) {
        OfferId offer = offer(call);
        InteractionId id = interaction(call, offer);
        Rejection body = call.read(Rejection.class, new Rejection(Optional.empty()));
        return change(
                id,
                new InteractionCommand.EndOffer(id, offer, agent(call), OfferOutcome.REJECTED, body.reason()),
                InteractionBody.Now::of);
    }

    private CompletionStage<Answer> change(InteractionId id, InteractionCommand command) {
        return change(id, command, InteractionBody::of);
    }

    private CompletionStage<Answer> change(
            InteractionId id,
            InteractionCommand command,
            java.util.function.Function<io.cordboard.routing.entity.Reply.Found, Object> shown) {
        return entities.change(command, new InteractionCommand.Show(id), shown, InteractionBody.Now::of);
    }

    private static AgentId agent(Call call) {
        return call.caller()
                .agent()
                .orElseThrow(() -> new IllegalStateException("Expected a caller with role agent to be one"));
    }

    private static OfferId offer(Call call) {
        return call.id("offer", (_, name) -> new OfferId(name));
    }

    private static InteractionId interaction(Call call, OfferId offer) {
        return call.id("offer", (tenant, _) -> offer.interaction(tenant));
    }
}
