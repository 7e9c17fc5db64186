package io.cordboard.routing.agent;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentEvent.*;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Snapshot;
import io.cordboard.routing.entity.State;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.router.RouterCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of an agent. It alone reserves its capacity, and it gives a reservation up only when the interaction has
 * confirmed that the offer is over; so it is never over capacity, whatever is lost on the way.
 *
 * <pre>
 *  Unlisted ── Configure ──► Away ── SignIn ──► Present (not ready ◄──► ready, draining)
 *                             ▲                    │
 *                             └── SignOut, drained, connection lost
 * </pre>
 *
 * {@link Unlisted}, {@link Away}, {@link Present}
 */
sealed interface AgentState extends State<AgentCommand, AgentEvent, AgentState>
        permits AgentState.Unlisted, AgentState.Listed {

    /** Nobody has said that there is such an agent. */
    record Unlisted(AgentId agent) implements AgentState {

        @Override
        public Decision<AgentEvent> decide(AgentCommand command, Instant now) {
            return switch (command) {
                case AgentCommand.Configure c -> accept(new Configured(c.profile(), c.revision(), now));
                case AgentCommand.Remove _,
                        AgentCommand.Release _,
                        AgentCommand.Finish _,
                        AgentCommand.StartWrapUp _,
                        AgentCommand.LoseConnection _,
                        AgentCommand.Wake _ -> unchanged();
                default -> refuse(Refusal.NOT_FOUND, "Expected an agent, but there is no " + agent);
            };
        }

        @Override
        public AgentState apply(AgentEvent event) {
            return event instanceof Configured e ? new Away(Desk.of(agent, e.profile(), e.revision()), e.at()) : this;
        }

        @Override
        public boolean dormant() {
            return true;
        }

        @Override
        public Snapshot snapshot() {
            return new AgentSnapshot(this);
        }
    }

    /** An agent with a profile. */
    sealed interface Listed extends AgentState permits Away, Present {

        Desk desk();

        AgentView view();

        Decision<AgentEvent> decideHere(AgentCommand command, Instant now);

        AgentState applyHere(AgentEvent event, Desk desk);

        RouterCommand announcement();

        @Override
        default Decision<AgentEvent> decide(AgentCommand command, Instant now) {
            return switch (command) {
                case AgentCommand.Configure c ->
                    c.revision() <= desk().revision()
                            ? unchanged()
                            : accept(new Configured(c.profile(), c.revision(), now));
                case AgentCommand.Remove c ->
                    c.revision() <= desk().revision() ? unchanged() : remove(c.revision(), now);
                case AgentCommand.Show _ -> new Decision.Shown<>(view());
                case AgentCommand.Wake _, AgentCommand.Watch _ -> unchanged();
                case AgentCommand.Win c -> win(c, now);
                case AgentCommand.Release c ->
                    held(c.offer())
                            .<Decision<AgentEvent>>map(w -> accept(release(w, c.outcome(), now)))
                            .orElseGet(Decision::unchanged);
                case AgentCommand.StartWrapUp c ->
                    held(c.offer())
                            .filter(w -> !(w.phase() instanceof Work.Wrapping))
                            .<Decision<AgentEvent>>map(_ -> accept(new Wrapping(c.offer(), c.limit(), now)))
                            .orElseGet(Decision::unchanged);
                case AgentCommand.Finish c ->
                    held(c.offer())
                            .<Decision<AgentEvent>>map(w -> accept(finish(w, c.disposition(), now)))
                            .orElseGet(Decision::unchanged);
                case AgentCommand.CountOutsideWork c -> countOutside(c, now);
                case AgentCommand.EndOutsideWork c ->
                    desk().outside(c.work()).isEmpty()
                            ? unchanged()
                            : accept(new OutsideWorkEnded(c.work(), false, now));
                default -> decideHere(command, now);
            };
        }

        /** What an agent does elsewhere is so, whether there is room for it or not. */
        private Decision<AgentEvent> countOutside(AgentCommand.CountOutsideWork c, Instant now) {
            Optional<OutsideWork> known = desk().outside(c.work());
            Instant until = now.plus(c.lease());
            if (desk().removed()) {
                return refuse(Refusal.NOT_FOUND, "Expected an agent, but " + c.agent() + " was removed");
            }
            if (known.isEmpty() && desk().outside().size() >= OutsideWork.MOST) {
                return refuse(
                        Refusal.LIMIT,
                        "Expected at most " + OutsideWork.MOST + " pieces of work outside, but " + c.agent()
                                + " has as many already");
            }
            return known.filter(w -> w.medium().equals(c.medium()) && w.until().equals(until))
                            .isPresent()
                    ? unchanged()
                    : accept(new OutsideWorkCounted(c.work(), c.medium(), until, now));
        }

        private Decision<AgentEvent> remove(long revision, Instant now) {
            var events = new ArrayList<AgentEvent>();
            events.add(new Removed(revision, now));
            events.addAll(signingOut(now));
            return accept(events);
        }

        /** What leaving means here, if anything. */
        List<AgentEvent> signingOut(Instant now);

        private Decision<AgentEvent> win(AgentCommand.Win c, Instant now) {
            return held(c.offer())
                    .<Decision<AgentEvent>>map(w -> w.isOffer() ? accept(new Won(c.offer(), now)) : unchanged())
                    // Either this is old news, or the offer reached the interaction after the agent had given it up.
                    .orElseGet(() -> refuse(
                            Refusal.NOT_HELD,
                            "Expected a reservation, but " + desk().agent() + " has none for " + c.offer()));
        }

        private Optional<Work> held(OfferId offer) {
            return desk().work(offer);
        }

        /** What follows from an offer that ended without this agent winning. */
        default List<AgentEvent> release(Work work, OfferOutcome outcome, Instant now) {
            return List.of(new Released(work.offer(), outcome, Optional.empty(), now));
        }

        default List<AgentEvent> finish(Work work, Optional<String> disposition, Instant now) {
            return List.of(new Finished(work.offer(), disposition, now));
        }

        @Override
        default AgentState apply(AgentEvent event) {
            return applyHere(event, desk().apply(event));
        }

        @Override
        default List<Command> debts() {
            var debts = new ArrayList<>(desk().debts());
            debts.add(announcement());
            return debts;
        }

        @Override
        default List<AgentEvent> answered(Command debt, Reply answer, Instant now) {
            if (!(answer instanceof Reply.Refused(_, var refusal, _))) {
                return List.of();
            }
            boolean later = refusal == Refusal.OVERLOADED || refusal == Refusal.UNAVAILABLE;
            return switch (debt) {
                case InteractionCommand.Offer o when !later -> lost(o.offer(), OfferOutcome.RESCINDED, now);
                // TAKEN would mean that this agent has won after all: the interaction will say so itself.
                case InteractionCommand.EndOffer o
                when !later && refusal != Refusal.TAKEN -> lost(o.offer(), o.outcome(), now);
                case InteractionCommand.LoseAgent o
                when refusal == Refusal.NOT_FOUND ->
                    held(o.offer()).map(w -> finish(w, Optional.empty(), now)).orElse(List.of());
                default -> List.of();
            };
        }

        private List<AgentEvent> lost(OfferId offer, OfferOutcome outcome, Instant now) {
            return held(offer)
                    .filter(Work::isOffer)
                    .map(w -> release(w, outcome, now))
                    .orElse(List.of());
        }

        @Override
        default Snapshot snapshot() {
            return new AgentSnapshot(this);
        }
    }
}
