package io.cordboard.node.api.interaction;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.History;
import io.cordboard.node.api.Page;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.interaction.Party;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What was said in an interaction, and saying more. */
public final class Messages {

    private static final String PATH = io.cordboard.node.api.interaction.Interactions.ONE + "/messages";

    /** Schema {@code NewMessage}. */
    record NewMessage(String text) {}

    /** Schema {@code Said}: what the sender's message is known by. */
    record Said(String id) {}

    /** Schema {@code Message}. */
    record Body(String id, long seq, Party from, String text, Instant at) {}

    private final Entities entities;
    private final History history;

    public Messages(Entities entities, History history) {
        this.entities = entities;
        this.history = history;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR), this::list),
                Endpoint.post(PATH, Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR), this::say));
    }

    private CompletionStage<Answer> list(Call call) {
        InteractionId id = call.id("interaction", InteractionId::new);
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        long after = call.query("after", Cursor::number).orElse(0L);
        return entities.show(new InteractionCommand.Show(id)).thenCompose(found -> {
            Standing.of(call.caller()).requireSight((InteractionView) found.view());
            return history.read(Interactions.type().persistenceId(id.toString()), after, limit + 1, Messages::body)
                    .thenApply(bodies -> Answer.ok(Pages.of(bodies, limit, Body::seq)));
        });
    }

    private static Optional<Body> body(History.Entry entry) {
        return entry.event() instanceof InteractionEvent.MessageAdded said
                ? Optional.of(new Body(said.id(), entry.seq(), said.from(), said.text(), said.at()))
                : Optional.empty();
    }

    private CompletionStage<Answer> say(Call call) {
        InteractionId id = call.id("interaction", InteractionId::new);
        NewMessage body = call.read(NewMessage.class);
        // The same key is the same message, however often it is sent.
        String messageId = call.idempotencyKey()
                .map(key ->
                        'k' + InteractionIds.digest(id.toString(), call.caller().subject(), key))
                .orElseGet(() -> UUID.randomUUID().toString());
        var standing = Standing.of(call.caller());
        return entities.show(new InteractionCommand.Show(id))
                .thenCompose(found -> {
                    var view = (InteractionView) found.view();
                    standing.requireHold(view);
                    return entities.ask(new InteractionCommand.Say(id, messageId, standing.partyIn(view), body.text()));
                })
                .thenApply(reply -> {
                    if (reply instanceof Reply.Refused refused) {
                        throw (refused.refusal() == Refusal.ALREADY_EXISTS ? reused() : Entities.problem(refused))
                                .exception();
                    }
                    return Answer.ok(new Said(messageId)).withStatus(201);
                });
    }

    private static Problem reused() {
        return Problem.of(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "Expected a new Idempotency-Key, but another text was said with it");
    }
}
