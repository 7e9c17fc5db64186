package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Locations of one node alone. */
public final class LocationsInMemory implements Locations {

    private final InstantSource clock;
    private final Map<AgentId, Bindings> all = new HashMap<>();

    public LocationsInMemory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String node() {
        return "node-1";
    }

    @Override
    public synchronized CompletionStage<Bound> bind(AgentId agent, Binding binding) {
        Bindings now = live(agent);
        if (!now.inOrder(binding.id(), binding.callId(), binding.cseq())) {
            return CompletableFuture.completedStage(new Bound.OutOfOrder());
        }
        if (!now.has(binding.id()) && (now.all().size() >= MOST_PER_AGENT || ofTenant(agent) >= MOST_PER_TENANT)) {
            return CompletableFuture.completedStage(new Bound.Full());
        }
        return changed(agent, bindings -> bindings.with(binding));
    }

    @Override
    public synchronized CompletionStage<Bound> unbind(AgentId agent, String id, String callId, long cseq) {
        return live(agent).inOrder(id, callId, cseq)
                ? changed(agent, bindings -> bindings.without(each -> each.id().equals(id)))
                : CompletableFuture.completedStage(new Bound.OutOfOrder());
    }

    @Override
    public synchronized CompletionStage<Bound> unbind(AgentId agent) {
        return changed(agent, _ -> Bindings.NONE);
    }

    @Override
    public synchronized CompletionStage<Bound> disconnected(AgentId agent, String connection) {
        return changed(
                agent,
                bindings -> bindings.without(each ->
                        each.flow().connection().filter(connection::equals).isPresent()));
    }

    @Override
    public synchronized CompletionStage<List<Binding>> of(AgentId agent) {
        return CompletableFuture.completedStage(live(agent).all());
    }

    private CompletionStage<Bound> changed(AgentId agent, UnaryOperator<Bindings> change) {
        Bindings bindings = change.apply(live(agent));
        all.put(agent, bindings);
        return CompletableFuture.completedStage(new Bound.Done(bindings.all()));
    }

    private Bindings live(AgentId agent) {
        return all.getOrDefault(agent, Bindings.NONE).live(clock.instant(), _ -> true);
    }

    private long ofTenant(AgentId agent) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().tenant().equals(agent.tenant()))
                .mapToLong(each -> each.getValue().all().size())
                .sum();
    }
}
