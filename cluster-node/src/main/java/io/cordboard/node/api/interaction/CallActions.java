package io.cordboard.node.api.interaction;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;
import static io.cordboard.node.api.interaction.Interactions.ONE;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Destinations;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What agents and supervisors do while an agent talks to a caller. */
final class CallActions {

    private static final Access SUPERVISORS = Access.tenant(SUPERVISOR, ADMIN);
    private static final Access HOLDERS = Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR);

    /** Schema {@code Digits}. */
    record Digits(String digits) {}

    /** Schema {@code Monitor}. */
    record Monitor(Mode mode) {}

    /** Schema {@code Consult}. */
    record Consult(String agent) {}

    private final InteractionActions actions;
    private final Destinations destinations;

    CallActions(InteractionActions actions, Destinations destinations) {
        this.actions = actions;
        this.destinations = destinations;
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
                Endpoint.post(ONE + "/digits", HOLDERS, this::digits),
                Endpoint.post(ONE + "/consult", HOLDERS, this::consult),
                Endpoint.post(
                        ONE + "/consult/end",
                        HOLDERS,
                        call -> actions.act(call, (id, _, by) -> new InteractionCommand.EndConsult(id, by))),
                Endpoint.post(
                        ONE + "/conference",
                        HOLDERS,
                        call -> actions.act(call, (id, _, by) -> new InteractionCommand.Confer(id, by))),
                Endpoint.post(ONE + "/monitor", SUPERVISORS, this::monitor),
                Endpoint.post(
                        ONE + "/monitor/end",
                        SUPERVISORS,
                        call -> actions.act(call, (id, _, by) -> new InteractionCommand.EndMonitor(id, by))));
    }

    private CompletionStage<Answer> consult(Call call) {
        AgentId agent = Problem.valueAt(
                "/agent",
                () -> new AgentId(call.tenant(), call.read(Consult.class).agent()));
        return destinations
                .requireAgent("/agent", agent)
                .thenCompose(_ -> actions.act(call, (id, _, by) -> new InteractionCommand.Consult(id, agent, by)));
    }

    /** By the phone of the agent that the supervisor is, too. */
    private CompletionStage<Answer> monitor(Call call) {
        Mode mode = call.read(Monitor.class).mode();
        return actions.act(call, (id, _, by) -> new InteractionCommand.Monitor(id, listener(call), mode, by));
    }

    private static AgentId listener(Call call) {
        return call.caller()
                .agent()
                .orElseThrow(
                        () -> Problem.invalid("", "Expected a supervisor who is an agent, too, and so may have a phone")
                                .exception());
    }

    private CompletionStage<Answer> digits(Call call) {
        String digits = call.read(Digits.class).digits();
        String request = UUID.randomUUID().toString();
        return actions.act(call, (id, _, by) -> new InteractionCommand.SendDigits(id, request, digits, by));
    }
}
