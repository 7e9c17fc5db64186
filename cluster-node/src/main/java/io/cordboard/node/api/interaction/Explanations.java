package io.cordboard.node.api.interaction;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.ApiJson;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.History;
import io.cordboard.node.api.Past;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionThen;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.matching.Explanation;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.RouterView;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Why an interaction waits, who could have it, and to whom it was offered before, by which version of the policy. */
public final class Explanations {

    /** More than an interaction is ever offered; the rest is in its events. */
    private static final int MAX_OFFERS = 500;

    /**
     * Schema {@code Explained}.
     *
     * @param at the past instant that was asked about
     * @param begins when it began, if that was later
     * @param agent who has it, or had it last
     * @param classified what of the tenant's classification put it where it is
     * @param waiting while it waits and the router knows it
     */
    record Body(
            InteractionId interaction,
            Optional<Instant> at,
            Optional<Instant> begins,
            Optional<Phase> phase,
            Optional<AgentId> agent,
            Optional<InteractionBody.Classified> classified,
            Optional<Explanation> waiting,
            List<Offered> offers) {}

    /** An offer that was made, and how it ended: schema {@code OfferMade}. */
    record Offered(
            OfferId offer,
            AgentId agent,
            Instant at,
            Instant deadline,
            int policyVersion,
            int step,
            String reason,
            Optional<String> outcome,
            Optional<Instant> endedAt) {

        Offered ended(String how, Instant when) {
            return new Offered(
                    offer, agent, at, deadline, policyVersion, step, reason, Optional.of(how), Optional.of(when));
        }
    }

    private final Entities entities;
    private final History history;
    private final Past past;
    private final Clock clock;

    public Explanations(Entities entities, History history, Past past, Clock clock) {
        this.entities = entities;
        this.history = history;
        this.past = past;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(Interactions.ONE + "/explain", Access.tenant(SUPERVISOR, ADMIN), this::explain),
                Endpoint.get(Interactions.ONE + "/wait", Access.tenant(SUPERVISOR, ADMIN, INTEGRATOR), this::outlook));
    }

    /** Schema {@code Outlook}. */
    private CompletionStage<Answer> outlook(Call call) {
        InteractionId id = call.id("interaction", InteractionId::new);
        // That it is there, and this tenant's, is the interaction's word; that it waits, the router's.
        return entities.show(new InteractionCommand.Show(id))
                .thenCompose(_ -> entities.show(new RouterCommand.LookOut(id.tenant(), id)))
                .thenApply(found -> Answer.ok(((RouterView.Outlooked) found.view()).outlook()));
    }

    private CompletionStage<Answer> explain(Call call) {
        InteractionId id = call.id("interaction", InteractionId::new);
        Optional<Instant> at = call.pastTime("at", clock.instant());
        Optional<OfferId> offer = call.query("offer", OfferId::new);
        if (at.isPresent() && offer.isPresent()) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected 'at' or 'offer', but got both")
                    .exception();
        }
        return at.map(instant -> past.interaction(id, instant))
                .or(() -> offer.map(made -> past.interactionBefore(id, made)))
                .map(told -> told.thenApply(found -> then(id, found)))
                .orElseGet(() -> now(id));
    }

    private static Answer then(InteractionId id, Optional<Hindsight.OfInteraction> found) {
        var told = found.orElseThrow(() -> Problem.notFound().exception());
        Optional<InteractionView> view = told.then().map(InteractionThen::view);
        return Answer.ok(new Body(
                id,
                Optional.of(told.at()),
                told.begins(),
                view.map(InteractionView::phase),
                view.flatMap(InteractionView::agent),
                view.flatMap(InteractionBody.Classified::of),
                told.waiting(),
                fold(told.events())));
    }

    private CompletionStage<Answer> now(InteractionId id) {
        return entities.show(new InteractionCommand.Show(id)).thenCompose(found -> {
            var view = (InteractionView) found.view();
            return waiting(view)
                    .thenCombine(
                            offers(id),
                            (waiting, offers) -> Answer.ok(new Body(
                                    id,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(view.phase()),
                                    view.agent(),
                                    InteractionBody.Classified.of(view),
                                    waiting,
                                    offers)));
        });
    }

    private CompletionStage<Optional<Explanation>> waiting(InteractionView view) {
        if (view.phase() != Phase.WAITING && view.phase() != Phase.OFFERED) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        InteractionId id = view.interaction();
        // The router may not have heard of it yet, or be a new one.
        return entities.ask(new RouterCommand.Explain(id.tenant(), id))
                .thenApply(reply ->
                        reply instanceof Reply.Found found && found.view() instanceof RouterView.Explained explained
                                ? Optional.of(explained.explanation())
                                : Optional.empty());
    }

    private CompletionStage<List<Offered>> offers(InteractionId id) {
        return history.read(Interactions.persistenceId(id), 0, MAX_OFFERS, entry -> switch (entry.event()) {
                    case InteractionEvent.Offered e -> Optional.of(e);
                    case InteractionEvent.OfferEnded e -> Optional.of(e);
                    case InteractionEvent.Assigned e -> Optional.of(e);
                    default -> Optional.<InteractionEvent>empty();
                })
                .thenApply(Explanations::fold);
    }

    private static List<Offered> fold(List<InteractionEvent> events) {
        Map<OfferId, Offered> byId = new LinkedHashMap<>();
        for (InteractionEvent event : events) {
            switch (event) {
                case InteractionEvent.Offered e ->
                    byId.put(
                            e.offer(),
                            new Offered(
                                    e.offer(),
                                    e.agent(),
                                    e.at(),
                                    e.deadline(),
                                    e.policyVersion(),
                                    e.step(),
                                    e.reason(),
                                    Optional.empty(),
                                    Optional.empty()));
                case InteractionEvent.OfferEnded e ->
                    byId.computeIfPresent(e.offer(), (_, made) -> made.ended(ApiJson.word(e.outcome()), e.at()));
                case InteractionEvent.Assigned e ->
                    byId.computeIfPresent(e.offer(), (_, made) -> made.ended("accepted", e.at()));
                default -> {}
            }
        }
        return new ArrayList<>(byId.values());
    }
}
