package io.cordboard.ops.replay;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.TenantId;

/** Names under which the kernel knows what a log may call anything; their order is that of the log's names. */
final class Ids {

    static final TenantId TENANT = new TenantId("replay");

    /** So that all numbers are equally long. */
    private static final int FIRST = 100_000;

    private Ids() {}

    static QueueId queue(int place) {
        return new QueueId(TENANT, "q" + (FIRST + place));
    }

    static AgentId agent(int place) {
        return new AgentId(TENANT, "a" + (FIRST + place));
    }
}
