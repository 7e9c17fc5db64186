package io.cordboard.routing.agent;

import io.cordboard.routing.router.RouterCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An agent as the events up to an instant tell, for questions about the past; and what the router was told then. */
public record AgentThen(AgentView view, RouterCommand.AgentChanged announced) {

    /** From all events; empty if there was no such agent yet. */
    public static Optional<AgentThen> of(AgentId agent, List<AgentEvent> events) {
        return after(new AgentState.Unlisted(agent), events);
    }

    /**
     * From the events since the agent last signed out, who has nothing in hand then.
     *
     * @param profile what the administrator had said by then, or has said since
     */
    public static Optional<AgentThen> signedOut(
            AgentId agent, AgentProfile profile, Instant since, List<AgentEvent> events) {
        return after(new Away(Desk.of(agent, profile, 0), since), events);
    }

    private static Optional<AgentThen> after(AgentState before, List<AgentEvent> events) {
        AgentState state = before;
        for (AgentEvent event : events) {
            state = state.apply(event);
        }
        return state instanceof AgentState.Listed listed
                ? Optional.of(new AgentThen(listed.view(), (RouterCommand.AgentChanged) listed.announcement()))
                : Optional.empty();
    }
}
