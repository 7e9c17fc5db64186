package io.cordboard.node.api.agent;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Past;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.matching.AgentExplanation;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.RouterView;
import io.cordboard.routing.router.RouterView.Aside;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What an agent may be given and what not: told to the agent ({@code /me}), or to a supervisor of any ({@code /agents/...}). */
public final class AgentExplanations {

    /** Schema {@code AgentExplained}; {@code aside} says why there is no {@code waiting}. */
    record Body(AgentBody state, Optional<Aside> aside, Optional<AgentExplanation> waiting) {}

    private final Entities entities;
    private final Past past;
    private final Clock clock;

    public AgentExplanations(Entities entities, Past past, Clock clock) {
        this.entities = entities;
        this.past = past;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/me/explain", Access.tenant(AGENT), call -> explain(call, self(call))),
                Endpoint.get(
                        "/api/v1/agents/{agent}/explain",
                        Access.tenant(SUPERVISOR, ADMIN),
                        call -> explain(call, call.id("agent", AgentId::new))));
    }

    static AgentId self(Call call) {
        return call.caller().agent().orElseThrow(() -> Problem.notFound().exception());
    }

    private CompletionStage<Answer> explain(Call call, AgentId agent) {
        return call.pastTime("at", clock.instant())
                .map(at -> past.agent(agent, at).thenApply(AgentExplanations::answer))
                .orElseGet(() -> now(agent));
    }

    private CompletionStage<Answer> now(AgentId agent) {
        return entities.show(new AgentCommand.Show(agent))
                .thenCombine(entities.show(new RouterCommand.ExplainAgent(agent)), (shown, explained) -> {
                    var router = (RouterView.AgentExplained) explained.view();
                    return Answer.ok(new Body(AgentBody.of(shown), router.aside(), router.explanation()));
                });
    }

    private static Answer answer(Optional<Hindsight.OfAgent> found) {
        var told = found.orElseThrow(() -> Problem.notFound().exception());
        var aside = told.waiting().isPresent() ? Optional.<Aside>empty() : Optional.of(Aside.NOT_READY);
        return Answer.ok(new Body(AgentBody.of(told.seq(), told.then().view()), aside, told.waiting()));
    }
}
