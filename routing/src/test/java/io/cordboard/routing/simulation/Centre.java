package io.cordboard.routing.simulation;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words for small centres. */
final class Centre {

    static final TenantId ACME = new TenantId("acme");
    static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
    static final QueueId SALES = new QueueId(ACME, "sales");
    static final QueueId SERVICE = new QueueId(ACME, "service");

    private Centre() {}

    static AgentId agent(String name) {
        return new AgentId(ACME, name);
    }

    /** Agents with nothing else to do, from the start on, for ever. */
    static List<Shift> agents(String prefix, int count, QueueId... queues) {
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shifts.add(Shift.open(agent(prefix + (100 + i)), Set.of(queues), Map.of(), Capacity.DEFAULT));
        }
        return shifts;
    }

    static Scenario scenario(List<Shift> shifts) {
        return Scenario.of(NINE, Map.of(SALES, Policy.DEFAULT, SERVICE, Policy.DEFAULT), shifts);
    }

    static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }

    static Duration hours(double hours) {
        return Duration.ofNanos(Math.round(hours * 3_600e9));
    }
}
