package io.cordboard.routing.agent;

import io.cordboard.routing.entity.Companion;
import io.cordboard.routing.entity.EntityType;
import java.time.Duration;
import java.util.Optional;

/** The agents of all tenants. */
public final class Agents {

    /** How an agent's entity is kept. */
    static final EntityType<AgentCommand, AgentEvent, AgentState> TYPE = new EntityType<>(
            "agent",
            AgentCommand.class,
            AgentEvent.class,
            id -> new AgentState.Unlisted(AgentId.of(id)),
            id -> new AgentCommand.Wake(AgentId.of(id)),
            snapshot -> ((AgentSnapshot) snapshot).state(),
            500,
            Duration.ofMinutes(2),
            100,
            true,
            (state, there, id) ->
                    state instanceof Present present ? present.contradicted(there, AgentId.of(id)) : Optional.empty(),
            Companion::none);

    private Agents() {}

    public static EntityType<AgentCommand, AgentEvent, ?> type() {
        return TYPE;
    }
}
