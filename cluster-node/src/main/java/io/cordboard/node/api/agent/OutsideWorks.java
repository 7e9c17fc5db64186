package io.cordboard.node.api.agent;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.OutsideWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Work of agents elsewhere, counted by the program that knows of it, or by the agent, for as long as they say it again. */
public final class OutsideWorks {

    /** Schema {@code OutsideLease}. */
    record Lease(Medium medium, @JsonProperty("for") Duration lasts) {
        Lease {
            OutsideWork.requireLease(lasts);
        }
    }

    private final Entities entities;

    public OutsideWorks(Entities entities) {
        this.entities = entities;
    }

    public List<Endpoint> endpoints() {
        Function<Call, AgentId> named = call -> call.id("agent", AgentId::new);
        var others = Access.tenant(SUPERVISOR, ADMIN, INTEGRATOR);
        String mine = "/api/v1/me/outside-work/{ref}";
        String ofAgent = "/api/v1/agents/{agent}/outside-work/{ref}";
        return List.of(
                Endpoint.put(mine, Access.tenant(AGENT), call -> count(call, AgentExplanations.self(call))),
                Endpoint.delete(mine, Access.tenant(AGENT), call -> end(call, AgentExplanations.self(call))),
                Endpoint.put(ofAgent, others, call -> count(call, named.apply(call))),
                Endpoint.delete(ofAgent, others, call -> end(call, named.apply(call))));
    }

    private CompletionStage<Answer> count(Call call, AgentId agent) {
        String ref = ref(call);
        Lease lease = call.read(Lease.class);
        return entities.carryOut(new AgentCommand.CountOutsideWork(agent, ref, lease.medium(), lease.lasts()))
                .thenCompose(_ -> entities.show(new AgentCommand.Show(agent)))
                .thenApply(found -> Answer.ok(((AgentView) found.view())
                        .outsideWork().stream()
                                .filter(each -> each.ref().equals(ref))
                                .findFirst()
                                .orElseThrow(() -> Problem.notFound().exception())));
    }

    private CompletionStage<Answer> end(Call call, AgentId agent) {
        return entities.carryOut(new AgentCommand.EndOutsideWork(agent, ref(call)))
                .thenApply(_ -> Answer.noContent());
    }

    private static String ref(Call call) {
        return call.id("ref", (_, ref) -> OutsideWork.requireRef(ref));
    }
}
