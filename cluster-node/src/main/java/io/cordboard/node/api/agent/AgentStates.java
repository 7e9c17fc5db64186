package io.cordboard.node.api.agent;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Catalogue;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.tenant.LocalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Signing in and out, ready and not: by the agent ({@code /me}), or by a supervisor for an agent ({@code /agents/...}). */
public final class AgentStates {

    /** Schema {@code NotReady}. */
    record NotReady(String reason) {}

    /** Schema {@code SignOut}. */
    record SignOut(Optional<String> reason) {}

    private final Entities entities;
    private final Catalogue catalogue;

    public AgentStates(Entities entities, Catalogue catalogue) {
        this.entities = entities;
        this.catalogue = catalogue;
    }

    public List<Endpoint> endpoints() {
        var all = new ArrayList<Endpoint>();
        all.addAll(of("/api/v1/me", Access.tenant(AGENT), AgentExplanations::self));
        all.addAll(
                of("/api/v1/agents/{agent}", Access.tenant(SUPERVISOR, ADMIN), call -> call.id("agent", AgentId::new)));
        return all;
    }

    private List<Endpoint> of(String path, Access access, Function<Call, AgentId> who) {
        return List.of(
                Endpoint.get(path + "/state", access, call -> show(who.apply(call))),
                Endpoint.post(path + "/sign-in", access, call -> change(new AgentCommand.SignIn(who.apply(call)))),
                Endpoint.post(path + "/sign-out", access, call -> {
                    SignOut body = call.read(SignOut.class, new SignOut(Optional.empty()));
                    String reason = body.reason().map(r -> reason("/reason", r)).orElse("signed-out");
                    return change(new AgentCommand.SignOut(who.apply(call), reason));
                }),
                Endpoint.post(path + "/ready", access, call -> change(new AgentCommand.BecomeReady(who.apply(call)))),
                Endpoint.post(path + "/not-ready", access, call -> {
                    AgentId agent = who.apply(call);
                    String reason = reason("/reason", call.read(NotReady.class).reason());
                    return catalogue
                            .requireReason("/reason", call.tenant(), reason)
                            .thenCompose(_ -> change(new AgentCommand.BecomeNotReady(agent, reason)));
                }));
    }

    private static String reason(String pointer, String reason) {
        return Problem.valueAt(pointer, () -> LocalName.require("a reason", reason));
    }

    private CompletionStage<Answer> show(AgentId agent) {
        return entities.show(new AgentCommand.Show(agent)).thenApply(found -> Entities.answer(found, AgentBody::of));
    }

    private CompletionStage<Answer> change(AgentCommand command) {
        return entities.change(command, new AgentCommand.Show(command.agent()), AgentBody::of, AgentBody::of);
    }
}
