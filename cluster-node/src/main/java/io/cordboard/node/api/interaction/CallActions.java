package io.cordboard.node.api.interaction;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;
import static io.cordboard.node.api.interaction.Interactions.ONE;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.routing.interaction.InteractionCommand;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What agents and supervisors do while an agent talks to a caller. */
final class CallActions {

    private static final Access HOLDERS = Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR);

    /** Schema {@code Digits}. */
    record Digits(String digits) {}

    private final InteractionActions actions;

    CallActions(InteractionActions actions) {
        this.actions = actions;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(
                        ONE + "/hold",
                        HOLDERS,
                        call -> actions.act(call, (id, _, by) -> new InteractionCommand.Hold(id, by))),
                Endpoint.post(
                        ONE + "/resume",
                        HOLDERS,
                        call -> actions.act(call, (id, _, by) -> new InteractionCommand.Resume(id, by))),
                Endpoint.post(ONE + "/digits", HOLDERS, this::digits));
    }

    private CompletionStage<Answer> digits(Call call) {
        String digits = call.read(Digits.class).digits();
        String request = UUID.randomUUID().toString();
        return actions.act(call, (id, _, by) -> new InteractionCommand.SendDigits(id, request, digits, by));
    }
}
