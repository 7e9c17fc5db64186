package io.cordboard.node.api.interaction;

import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.Role;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Party;
import java.util.Optional;

/**
 * How a caller stands to interactions: somebody who may act on all of the tenant's, or an agent who may act on their own.
 *
 * @param overAll a supervisor, an admin or an integrator
 */
record Standing(boolean overAll, Optional<AgentId> agent, String subject) {

    static Standing of(Caller caller) {
        return new Standing(
                caller.isAny(Role.SUPERVISOR, Role.ADMIN, Role.INTEGRATOR), caller.agent(), caller.subject());
    }

    /** As whom the caller acts on interactions at large: as the agent only if they are nothing else. */
    Party party() {
        return overAll ? Party.supervisor(subject) : self();
    }

    /** As whom the caller acts on this one: its agent, if that is the caller. */
    Party partyIn(InteractionView view) {
        return holds(view) ? self() : party();
    }

    private Party self() {
        return agent.map(Party::agent).orElseThrow(() -> forbidden().exception());
    }

    boolean holds(InteractionView view) {
        return agent.isPresent() && agent.equals(view.agent());
    }

    /** An agent sees what they handle, have handled last, may accept, or are consulted about. */
    void requireSight(InteractionView view) {
        boolean offered = view.offers().stream()
                .anyMatch(offer -> agent.filter(offer.agent()::equals).isPresent());
        boolean consulted = view.talk()
                .flatMap(InteractionView.Talking::consult)
                .filter(there -> agent.filter(there.agent()::equals).isPresent())
                .isPresent();
        if (!overAll && !holds(view) && !offered && !consulted) {
            throw forbidden().exception();
        }
    }

    /** An agent acts on what they handle, or handled last. */
    void requireHold(InteractionView view) {
        if (!overAll && !holds(view)) {
            throw forbidden().exception();
        }
    }

    private static Problem forbidden() {
        return Problem.of(ProblemCode.NOT_HELD, "Expected an interaction that the caller handles");
    }
}
