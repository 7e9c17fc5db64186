package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionEvent.*;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An interaction that an agent owns: the conversation. {@code place} is where it waited before. */
record WithAgent(Story story, Place place, AgentId agent, OfferId offer, Terms terms, Instant since, Talk talk)
        implements InteractionState.Opened {

    @Override
    public WithAgent with(Story changed) {
        return new WithAgent(changed, place, agent, offer, terms, since, talk);
    }

    @Override
    public Decision<InteractionEvent> decideHere(InteractionCommand command, Instant now) {
        return story.tapes().endingBefore(conversing(command, now));
    }

    private Decision<InteractionEvent> conversing(InteractionCommand command, Instant now) {
        return switch (command) {
            case InteractionCommand.Offer c ->
                c.offer().equals(offer)
                        ? unchanged()
                        : consults().offered(c, now).orElseGet(() -> taken(c.agent()));
            case InteractionCommand.Accept c ->
                c.offer().equals(offer) && c.agent().equals(agent)
                        ? unchanged()
                        : consults()
                                .accepted(c, now)
                                .or(() -> monitors().accepted(c, now))
                                .orElseGet(() -> taken(c.agent()));
            case InteractionCommand.EndOffer c ->
                consults().ended(c, now).or(() -> monitors().ended(c, now)).orElseGet(() -> over(c));
            case InteractionCommand.End c -> ifHeld(c.by(), () -> accept(leaving(c.by(), now, ended(c.by(), now))));
            case InteractionCommand.Leave c -> leave(c, now);
            case InteractionCommand.Requeue c ->
                ifHeld(c.by(), () -> accept(leaving(c.by(), now, requeued(Queued.Why.REQUEUED, now))));
            case InteractionCommand.Transfer c -> ifHeld(c.by(), () -> transfer(c, now));
            case InteractionCommand.TransferOutside c -> ifHeld(c.by(), () -> transferOutside(c, now));
            case InteractionCommand.LoseAgent c ->
                c.offer().equals(offer)
                        ? lose(now)
                        : consults()
                                .lost(c, now)
                                .or(() -> monitors().lost(c, now))
                                .orElseGet(Decision::unchanged);
            case InteractionCommand.Divert _, InteractionCommand.Reclassify _, InteractionCommand.FireStep _ ->
                unchanged();
            case InteractionCommand.RecordCall c ->
                ifHeld(c.by(), () -> story.tapes().decide(c, story.contact(), terms, now));
            case InteractionCommand.InCall c -> new TalkRules(this).decide(c, now);
            case InteractionCommand.Drop _ -> drop(now);
            case InteractionCommand.Return _ -> comeBack(now);
            default -> wrongPhase(command);
        };
    }

    private Consults consults() {
        return new Consults(this);
    }

    private Monitors monitors() {
        return new Monitors(this);
    }

    /** First without the further agent, and without whoever listens. */
    private List<InteractionEvent> leaving(Party by, Instant now, InteractionEvent... then) {
        return Stream.of(monitors().leaving(now).stream(), consults().leaving(by, now).stream(), Stream.of(then))
                .flatMap(each -> each)
                .toList();
    }

    private Decision<InteractionEvent> leave(InteractionCommand.Leave c, Instant now) {
        Party who = Party.agent(c.agent());
        Optional<Talk.Consult> further = talk.consult().filter(Talk.Consult::joined);
        if (c.agent().equals(agent)) {
            return further.isPresent() ? consults().handOver(who, now) : accept(leaving(who, now, ended(who, now)));
        }
        return further.filter(there -> there.agent().equals(c.agent())).isPresent()
                ? consults().end(who, now)
                : monitors()
                        .left(c, now)
                        .orElseGet(() -> refuse(
                                Refusal.NOT_HELD, "Expected an agent who talks, but it is with " + agent.name()));
    }

    private Decision<InteractionEvent> over(InteractionCommand.EndOffer c) {
        return c.offer().equals(offer) || talk.consult(c.offer()).isPresent()
                ? taken(c.agent())
                : refuse(Refusal.OFFER_OVER, "Expected an open offer, but " + c.offer() + " is over");
    }

    private Decision<InteractionEvent> taken(AgentId by) {
        return refuse(
                Refusal.TAKEN,
                "Expected an interaction that waits for " + by.name() + ", but " + story.interaction() + " is with "
                        + agent.name());
    }

    private Decision<InteractionEvent> ifHeld(Party by, Supplier<Decision<InteractionEvent>> then) {
        return by.role() == Party.Role.AGENT && !by.is(agent)
                ? refuse(Refusal.NOT_HELD, "Expected the agent who owns it, but it is with " + agent.name())
                : then.get();
    }

    private Decision<InteractionEvent> transfer(InteractionCommand.Transfer c, Instant now) {
        if (c.toAgent().filter(agent::equals).isPresent()) {
            return refuse(Refusal.INVALID, "Expected another agent, but it is with " + agent.name() + " already");
        }
        Place moved = place.transferredTo(c.toQueue(), now).excluding(agent);
        Place target = c.toAgent().map(moved::withOnly).orElse(moved);
        return accept(leaving(
                c.by(),
                now,
                new Transferred(offer, agent, c.toQueue(), c.toAgent(), c.by(), now),
                new Queued(target, Queued.Why.TRANSFERRED, now)));
    }

    private Decision<InteractionEvent> transferOutside(InteractionCommand.TransferOutside c, Instant now) {
        return WithOutside.flaw(story, c)
                .orElseGet(() -> accept(leaving(
                        c.by(),
                        now,
                        new TransferredOutside(
                                offer, agent, WithOutside.call(story, now), c.number(), c.callerId(), c.by(), now))));
    }

    private Decision<InteractionEvent> lose(Instant now) {
        var lost = new AgentLost(offer, agent, now);
        return switch (terms.then()) {
            case REQUEUE -> accept(leaving(Party.SYSTEM, now, lost, requeued(Queued.Why.AGENT_LOST, now)));
            case CLOSE -> accept(leaving(Party.SYSTEM, now, lost, closed(CloseReason.AGENT_LOST, Party.SYSTEM, now)));
        };
    }

    private InteractionEvent ended(Party by, Instant now) {
        return terms.wrapUpLimit()
                .<InteractionEvent>map(limit -> new WrapUpStarted(offer, agent, by, now.plus(limit), now))
                .orElseGet(() -> closed(CloseReason.HANDLED, by, now));
    }

    private static Closed closed(CloseReason reason, Party by, Instant now) {
        return new Closed(reason, by, Optional.empty(), Optional.empty(), Optional.empty(), now);
    }

    @Override
    public boolean maySpeak(Party party) {
        return party.role() != Party.Role.AGENT || party.is(agent);
    }

    @Override
    public InteractionState apply(InteractionEvent event) {
        return switch (event) {
            case WrapUpStarted e -> new InWrapUp(story.dropped(Optional.empty()), this, e.at(), e.limit());
            case ConsultEnded e ->
                with(story.with(story.dues().released(e.offer(), e.agent(), e.outcome())))
                        .after(e);
            case PartyLeft e ->
                with(story.with(story.dues().finished(e.offer(), e.agent(), Optional.empty())))
                        .after(e);
            case InCall e -> after(e);
            case TransferredOutside e ->
                new WithOutside(leavingAll(e), place, Optional.of(agent), since, e.call(), false, Optional.empty());
            // Handed over.
            case Assigned e -> new WithAgent(leavingAll(e), place, e.agent(), e.offer(), terms, e.at(), talk.alone());
            default -> Opened.super.apply(event);
        };
    }

    private WithAgent after(InCall event) {
        return new WithAgent(story, place, agent, offer, terms, since, talk.after(event));
    }

    @Override
    public Story leavingAll(InteractionEvent cause) {
        return story.with(story.dues().finished(offer, agent, Optional.empty()));
    }

    @Override
    public List<Command> debtsHere() {
        var debts = new ArrayList<Command>();
        debts.add(new AgentCommand.Win(agent, offer));
        consults().debt().ifPresent(debts::add);
        return debts;
    }

    /** An agent who does not carry it cannot own it: the offer had been given up before it was accepted here. */
    @Override
    public List<InteractionEvent> answered(Command debt, Reply answer, Instant now) {
        if (!(answer instanceof Reply.Refused(_, var refusal, _))) {
            return List.of();
        }
        boolean gone = refusal == Refusal.NOT_HELD || refusal == Refusal.NOT_FOUND;
        boolean later = refusal == Refusal.OVERLOADED || refusal == Refusal.UNAVAILABLE;
        return switch (debt) {
            case AgentCommand.Win w
            when gone && w.offer().equals(offer) ->
                story.tapes()
                        .endingBefore(leaving(
                                Party.SYSTEM,
                                now,
                                new AgentLost(offer, agent, now),
                                requeued(Queued.Why.AGENT_LOST, now)));
            case AgentCommand.Win w when gone -> consults().refused(w.offer(), refusal, now);
            case AgentCommand.Reserve r when !later -> consults().refused(r.offer(), refusal, now);
            default -> List.of();
        };
    }

    private Queued requeued(Queued.Why why, Instant now) {
        return new Queued(place.movedTo(place.queue(), now), why, now);
    }

    @Override
    public List<InteractionEvent> due(Instant now) {
        return story.droppedUntil().filter(until -> !now.isBefore(until)).isPresent()
                ? story.tapes().endingBefore(leaving(Party.CUSTOMER, now, ended(Party.CUSTOMER, now)))
                : Stream.concat(consults().due(now).stream(), story.tapes().due(now).stream())
                        .toList();
    }

    @Override
    public Optional<Instant> alarm() {
        return Stream.of(
                        story.droppedUntil(),
                        story.tapes().resumes(),
                        consults().alarm())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    @Override
    public Optional<QueueId> lastQueue() {
        return Optional.of(place.queue());
    }

    @Override
    public Optional<AgentId> lastAgent() {
        return Optional.of(agent);
    }

    @Override
    public Optional<Instant> answered() {
        return Optional.of(since);
    }

    @Override
    public InteractionView view() {
        return Views.of(this);
    }
}
