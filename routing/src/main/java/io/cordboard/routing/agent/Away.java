package io.cordboard.routing.agent;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentEvent.*;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.router.RouterCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An agent who is signed out. There may still be work that an interaction has not taken back yet. */
record Away(Desk desk, Instant since) implements AgentState.Listed {

    @Override
    public Decision<AgentEvent> decideHere(AgentCommand command, Instant now) {
        return switch (command) {
            case AgentCommand.SignIn _ ->
                desk.removed()
                        ? refuse(Refusal.NOT_FOUND, "Expected an agent, but " + desk.agent() + " was removed")
                        : accept(new SignedIn(now));
            case AgentCommand.SignOut _, AgentCommand.LoseConnection _, AgentCommand.RestoreConnection _ -> unchanged();
            default -> refuse(Refusal.NOT_READY, "Expected an agent who is signed in, but " + desk.agent() + " is not");
        };
    }

    @Override
    public List<AgentEvent> signingOut(Instant now) {
        return List.of();
    }

    @Override
    public AgentState applyHere(AgentEvent event, Desk changed) {
        return event instanceof SignedIn e
                ? new Present(
                        changed,
                        new Present.NotReady("signed-in"),
                        new Present.Connected(),
                        e.at(),
                        e.at(),
                        Present.Tally.NOTHING)
                : new Away(changed, since);
    }

    /** Work that arrives here was won by an agent who has left meanwhile: it is given up at once. */
    @Override
    public Optional<Instant> alarm() {
        return desk.work().stream().anyMatch(Away::keepable) ? Optional.of(since) : desk.lapse();
    }

    @Override
    public List<AgentEvent> due(Instant now) {
        return Stream.concat(
                        desk.work().stream()
                                .filter(Away::keepable)
                                .map(w -> new GivenUp(w.offer(), OfferOutcome.UNREACHABLE, now)),
                        desk.lapsed(now).stream())
                .toList();
    }

    private static boolean keepable(Work work) {
        return work.phase() instanceof Work.Handling || work.phase() instanceof Work.Reserved;
    }

    @Override
    public RouterCommand announcement() {
        return RouterCommand.AgentChanged.gone(desk.agent(), desk.version());
    }

    @Override
    public boolean dormant() {
        return desk.work().isEmpty();
    }

    @Override
    public AgentView view() {
        return new AgentView(
                desk.agent(),
                desk.profile(),
                desk.revision(),
                desk.removed(),
                AgentStatus.SIGNED_OUT,
                Optional.empty(),
                false,
                Optional.of(since),
                Optional.empty(),
                desk.profile().capacity().used(desk.carried()),
                desk.work().stream().map(Work::view).toList(),
                desk.outside());
    }
}
