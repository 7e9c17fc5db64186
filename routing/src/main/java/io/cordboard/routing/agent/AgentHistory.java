package io.cordboard.routing.agent;

import io.cordboard.routing.router.RouterCommand;
import java.util.Optional;

/** An agent as its recorded events say, one after the other: for those who look at what has been. */
public final class AgentHistory {

    private AgentState state;

    public AgentHistory(AgentId agent) {
        this.state = new AgentState.Unlisted(agent);
    }

    /** The next of its events. */
    public void apply(AgentEvent event) {
        state = state.apply(event);
    }

    /** What it told the router after that; empty while nobody has said that there is such an agent. */
    public Optional<RouterCommand.AgentChanged> announcement() {
        return state instanceof AgentState.Listed listed
                        && listed.announcement() instanceof RouterCommand.AgentChanged changed
                ? Optional.of(changed)
                : Optional.empty();
    }
}
