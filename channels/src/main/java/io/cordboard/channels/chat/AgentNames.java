package io.cordboard.channels.chat;

import io.cordboard.routing.agent.AgentId;
import java.util.concurrent.CompletionStage;

/** What customers may know an agent by. */
@FunctionalInterface
public interface AgentNames {

    /** A display name: never a login. A failed stage stands for no name. */
    CompletionStage<String> of(AgentId agent);
}
