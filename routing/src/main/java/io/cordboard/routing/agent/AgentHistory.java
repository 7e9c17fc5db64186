package io.cordboard.routing.agent;

import io.cordboard.routing.router.RouterCommand;
import java.time.Instant;
import java.util.Optional;

/** An agent as its recorded events say, one after the other: for those who look at what has been. */
public final class AgentHistory {

    private AgentState state;

    public AgentHistory(AgentId agent) {
        this(new AgentState.Unlisted(agent));
    }

    private AgentHistory(AgentState state) {
        this.state = state;
    }

    /** From when the agent last signed out, who has nothing in hand then. */
    public static AgentHistory signedOut(AgentId agent, AgentProfile profile, Instant since) {
        return new AgentHistory(new Away(Desk.of(agent, profile, 0), since));
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

    /** The agent after that; empty while nobody has said that there is one. */
    public Optional<AgentView> view() {
        return state instanceof AgentState.Listed listed ? Optional.of(listed.view()) : Optional.empty();
    }
}
