package io.cordboard.routing.interaction;

import static io.cordboard.routing.entity.Decision.accept;
import static io.cordboard.routing.entity.Decision.refuse;
import static io.cordboard.routing.entity.Decision.unchanged;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Command;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionEvent.*;
import io.cordboard.routing.interaction.InteractionEvent.Reclassified.Cause;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An interaction that waits for an agent, with the offers that are out for it now. */
record InQueue(Story story, Place place, Map<OfferId, Open> offers) implements InteractionState.Opened {

    /** How far the clocks of two nodes may differ, and how long the agent's own word of a deadline is waited for. */
    private static final Duration MARGIN = Duration.ofMillis(500);
    /** A transfer to the same agent within this time is taken for the same request; after it, the agent is named anew. */
    private static final Duration REPEATED = Duration.ofSeconds(10);
    /** How often queues may pass an interaction on before it stays where it is. */
    private static final int MAX_MOVES = 8;

    /** An offer that may still be accepted. */
    record Open(AgentId agent, Terms terms, Instant deadline) {}

    InQueue {
        offers = Map.copyOf(offers);
    }

    @Override
    public InQueue with(Story changed) {
        return new InQueue(changed, place, offers);
    }

    @Override
    public Decision<InteractionEvent> decideHere(InteractionCommand command, Instant now) {
        return switch (command) {
            case InteractionCommand.Offer c -> offer(c, now);
            case InteractionCommand.Accept c ->
                open(c.offer(), c.agent())
                        .map(open -> won(c.offer(), c.agent(), open.terms(), List.of(), now))
                        .orElseGet(() -> offerOver(c.offer()));
            case InteractionCommand.EndOffer c ->
                open(c.offer(), c.agent())
                        .<Decision<InteractionEvent>>map(
                                _ -> accept(new OfferEnded(c.offer(), c.agent(), c.outcome(), c.why(), now)))
                        .orElseGet(() -> offerOver(c.offer()));
            case InteractionCommand.End c ->
                requireSupervisor(
                        c.by(),
                        close(
                                c.by().role() == Party.Role.CUSTOMER ? CloseReason.ABANDONED : CloseReason.CANCELLED,
                                c.by(),
                                now));
            case InteractionCommand.Cancel c -> requireSupervisor(c.by(), close(CloseReason.CANCELLED, c.by(), now));
            case InteractionCommand.Requeue c -> requireSupervisor(c.by(), unchanged());
            case InteractionCommand.Transfer c ->
                requireSupervisor(
                        c.by(),
                        isThere(c, now)
                                ? unchanged()
                                : move(
                                        place.transferredTo(c.toQueue(), c.toAgent(), now),
                                        Queued.Why.TRANSFERRED,
                                        now));
            case InteractionCommand.Divert c -> divert(c, now);
            case InteractionCommand.Reclassify c -> reclassify(c, now);
            case InteractionCommand.FireStep c -> fireStep(c, now);
            case InteractionCommand.Reprioritise c ->
                c.priority() == place.priority()
                                && c.skills().equals(place.skills())
                                && place.stand().isEmpty()
                        ? unchanged()
                        : accept(PlaceChanged.by(c, now));
            case InteractionCommand.PutInLine c -> putInLine(c, now);
            case InteractionCommand.Reschedule c -> requireSupervisor(c.by(), reschedule(c, now));
            case InteractionCommand.ResumeFlow c -> resumeFlow(c, now);
            case InteractionCommand.Drop _ -> drop(now);
            case InteractionCommand.Return _ -> comeBack(now);
            case InteractionCommand.LoseAgent _ -> unchanged();
            default -> wrongPhase(command);
        };
    }

    private Decision<InteractionEvent> offer(InteractionCommand.Offer c, Instant now) {
        if (offers.containsKey(c.offer())) {
            return unchanged();
        }
        if (story.dues().offers().containsKey(c.offer()) || !now.isBefore(c.deadline())) {
            return offerOver(c.offer());
        }
        boolean allowed = !place.excluded().contains(c.agent())
                && place.isFor(c.agent(), c.terms().namedFor(), now.plus(MARGIN))
                && offers.values().stream().noneMatch(o -> o.agent().equals(c.agent()));
        if (!allowed || offers.size() >= c.terms().simultaneous()) {
            return refuse(
                    Refusal.TAKEN,
                    "Expected an interaction free to be offered to " + c.agent() + ", but " + story.interaction()
                            + (allowed ? " has " + offers.size() + " offers out" : " is not for this agent"));
        }
        var offered = new Offered(
                c.offer(),
                c.agent(),
                c.terms(),
                c.deadline(),
                c.policyVersion(),
                c.step(),
                c.reason(),
                c.shadow(),
                now);
        return c.terms().autoAccept() ? won(c.offer(), c.agent(), c.terms(), List.of(offered), now) : accept(offered);
    }

    private Decision<InteractionEvent> won(
            OfferId offer, AgentId agent, Terms terms, List<InteractionEvent> before, Instant now) {
        var events = new ArrayList<>(before);
        events.add(new Assigned(offer, agent, now));
        events.addAll(story.tapes().begin(story.contact(), terms, now));
        return new Decision.Accepted<>(events);
    }

    private Optional<Open> open(OfferId offer, AgentId agent) {
        return Optional.ofNullable(offers.get(offer)).filter(o -> o.agent().equals(agent));
    }

    private static Decision<InteractionEvent> offerOver(OfferId offer) {
        return refuse(Refusal.OFFER_OVER, "Expected an open offer, but " + offer + " is over");
    }

    private Decision<InteractionEvent> close(CloseReason reason, Party by, Instant now) {
        return accept(closed(reason, by, Optional.empty(), now));
    }

    private List<InteractionEvent> closed(CloseReason reason, Party by, Optional<String> message, Instant now) {
        return Stream.concat(
                        rescinded(now),
                        Stream.of(new Closed(reason, by, Optional.empty(), Optional.empty(), message, now)))
                .toList();
    }

    private Decision<InteractionEvent> divert(InteractionCommand.Divert c, Instant now) {
        if (!c.from().equals(place.queue()) || !c.enqueued().equals(place.enqueued())) {
            return unchanged();
        }
        if (c.to().isEmpty()) {
            return accept(closed(CloseReason.TURNED_AWAY, Party.SYSTEM, Optional.of(c.message()), now));
        }
        if (story.moves() >= MAX_MOVES) {
            return refuse(
                    Refusal.LIMIT, "Expected at most " + MAX_MOVES + " moves by overflow, so it stays in " + c.from());
        }
        Place moved = place.movedTo(c.to().get(), now);
        return move(c.priority().map(moved::atLeast).orElse(moved), Queued.Why.OVERFLOWED, now);
    }

    private Decision<InteractionEvent> reclassify(InteractionCommand.Reclassify c, Instant now) {
        if (!c.from().equals(place.queue())
                || !c.enqueued().equals(place.enqueued())
                || story.sorting().asked()) {
            return unchanged();
        }
        if (story.moves() >= MAX_MOVES) {
            return refuse(
                    Refusal.LIMIT, "Expected at most " + MAX_MOVES + " moves by overflow, so it stays in " + c.from());
        }
        return noRoomFor(c.attributes()).orElseGet(() -> accept(new Reclassifying(c.attributes(), now)));
    }

    private Decision<InteractionEvent> fireStep(InteractionCommand.FireStep c, Instant now) {
        boolean known = place.fired()
                .filter(fired -> fired.of().equals(c.of()) && fired.steps() >= c.step())
                .isPresent();
        return known || !c.queue().equals(place.queue()) || !c.enqueued().equals(place.enqueued())
                ? unchanged()
                : accept(new StepFired(c.step(), c.of(), c.policyVersion(), c.condition(), now));
    }

    private Decision<InteractionEvent> putInLine(InteractionCommand.PutInLine c, Instant now) {
        if (!c.queue().equals(place.queue()) || !c.enqueued().equals(place.enqueued())) {
            return refuse(
                    Refusal.STALE,
                    "Expected the stay in " + c.queue() + " that began at " + c.enqueued() + ", but it is in "
                            + place.queue() + " since " + place.enqueued());
        }
        return place.stand().equals(Optional.of(c.stand()))
                ? unchanged()
                : accept(new PlaceChanged(place.priority(), place.skills(), Optional.of(c.stand()), true, now));
    }

    private Decision<InteractionEvent> resumeFlow(InteractionCommand.ResumeFlow c, Instant now) {
        return story.opening().flow().filter(c.guide().flow()::equals).isPresent()
                ? accept(Stream.concat(rescinded(now), Stream.of(new FlowResumed(c.guide(), c.turns(), now)))
                        .toList())
                : refuse(
                        Refusal.INVALID,
                        "Expected the flow that has led " + story.interaction() + " here, but got "
                                + c.guide().flow());
    }

    /** It waits where it is to be sent: the same request again, most likely. */
    private boolean isThere(InteractionCommand.Transfer c, Instant now) {
        return c.toQueue().equals(place.queue())
                && c.toAgent().equals(place.onlyAgent())
                && (c.toAgent().isEmpty() || now.isBefore(place.enqueued().plus(REPEATED)));
    }

    private Decision<InteractionEvent> reschedule(InteractionCommand.Reschedule c, Instant now) {
        if (story.contact().patience().isPresent()) {
            return refuse(
                    Refusal.WRONG_PHASE,
                    "Expected work that can be done later, but the customer of " + story.interaction() + " waits");
        }
        if (!now.isBefore(c.due())) {
            return unchanged();
        }
        return accept(Stream.concat(rescinded(now), Stream.of(new Rescheduled(c.due(), c.by(), now)))
                .toList());
    }

    private Decision<InteractionEvent> move(Place target, Queued.Why why, Instant now) {
        return accept(Stream.concat(rescinded(now), Stream.of(new Queued(target, why, now)))
                .toList());
    }

    private Stream<InteractionEvent> rescinded(Instant now) {
        return offers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(OfferId::value)))
                .map(e -> new OfferEnded(
                        e.getKey(), e.getValue().agent(), OfferOutcome.RESCINDED, Optional.empty(), now));
    }

    private Decision<InteractionEvent> requireSupervisor(Party by, Decision<InteractionEvent> then) {
        return by.role() == Party.Role.AGENT
                ? refuse(Refusal.NOT_HELD, "Expected the agent who owns it, but it waits in " + place.queue())
                : then;
    }

    @Override
    public InteractionState apply(InteractionEvent event) {
        return switch (event) {
            case Offered e -> {
                var more = new HashMap<>(offers);
                more.put(e.offer(), new Open(e.agent(), e.terms(), e.deadline()));
                yield new InQueue(story, place, more);
            }
            case OfferEnded e -> {
                var fewer = new HashMap<>(offers);
                fewer.remove(e.offer());
                yield new InQueue(story.with(story.dues().released(e.offer(), e.agent(), e.outcome())), place, fewer);
            }
            case Assigned e -> assigned(e);
            case PlaceChanged e ->
                new InQueue(story.asking(e), place.asking(e.priority(), e.skills(), e.stand()), offers);
            case AttributesChanged e ->
                with(story.with(e.attributes()).with(story.sorting().more()));
            case Reclassified e
            when e.cause() == Cause.EXCEPTION ->
                new InQueue(
                        story.with(story.sorting().classified(e.ruling().map(story::under))),
                        place.stayed(e.at()),
                        offers);
            case ArmDrawn e -> new InQueue(story, place.in(e.arm()), offers);
            case StepFired e -> new InQueue(story, place.relaxed(new Place.Fired(e.step(), e.of())), offers);
            case Rescheduled e -> new Scheduled(leavingAll(e), place, e.due());
            case FlowResumed e -> new Guided(leavingAll(e), place, e.guide(), e.turns(), e.at());
            default -> Opened.super.apply(event);
        };
    }

    private InteractionState assigned(Assigned e) {
        Open won = offers.get(e.offer());
        Dues dues = story.dues().left(place.queue(), place.enqueued());
        for (var other : offers.entrySet()) {
            if (!other.getKey().equals(e.offer())) {
                dues = dues.released(other.getKey(), other.getValue().agent(), OfferOutcome.RESCINDED);
            }
        }
        Terms terms = won == null ? Terms.DEFAULT : won.terms();
        return new WithAgent(story.with(dues), place, e.agent(), e.offer(), terms, e.at(), Talk.BEGUN);
    }

    @Override
    public Optional<Place> waits() {
        return Optional.of(place);
    }

    @Override
    public Story leavingAll(InteractionEvent cause) {
        return story.with(story.dues().left(place.queue(), place.enqueued()));
    }

    @Override
    public List<Command> debtsHere() {
        var enqueue = new QueueCommand.Enqueue(
                place.queue(),
                story.interaction(),
                story.contact().medium(),
                place,
                story.contact().attributes());
        return story.sorting().due().isPresent()
                ? List.of(
                        enqueue,
                        new TenantCommand.Classify(
                                story.interaction().tenant(),
                                story.interaction(),
                                story.sorting().times(),
                                story.contact().medium(),
                                story.contact().attributes()))
                : List.of(enqueue);
    }

    @Override
    public List<InteractionEvent> answered(Command debt, Reply answer, Instant now) {
        if (debt instanceof QueueCommand.Enqueue(var queue, _, _, Place asked, _)
                && answer instanceof Reply.Found(_, _, QueueView.Entered(var arm))) {
            boolean itsStay = queue.equals(place.queue()) && asked.enqueued().equals(place.enqueued());
            return itsStay && !arm.equals(place.arm()) ? List.of(new ArmDrawn(arm, now)) : List.of();
        }
        Optional<Cause> due = story.sorting().due();
        if (due.isEmpty()
                || !(debt instanceof TenantCommand.Classify c)
                || c.time() != story.sorting().times()) {
            return List.of();
        }
        Optional<Ruling> ruling = answer instanceof Reply.Found(_, _, TenantView.Classed(Ruling said))
                ? Optional.of(said)
                : Optional.empty();
        boolean hasNone = answer instanceof Reply.Refused(_, var refusal, _) && refusal == Refusal.INVALID;
        return ruling.isPresent() || hasNone
                ? Stream.concat(
                                Stream.of(new Reclassified(ruling, due.get(), c.time(), now)),
                                follows(due.get(), ruling, now))
                        .toList()
                : List.of();
    }

    /** What its being classified again comes to: elsewhere, for others, or nothing. An exception makes it no less urgent. */
    private Stream<InteractionEvent> follows(Cause cause, Optional<Ruling> ruling, Instant now) {
        Optional<Classified> after = ruling.map(story::under);
        Optional<Ruling> before = story.sorting().by().map(Classified::ruling);
        boolean exception = cause == Cause.EXCEPTION;
        boolean same =
                after.isEmpty() || before.filter(was -> was.isAs(ruling.get())).isPresent();
        if (same && !exception) {
            return Stream.empty();
        }
        int priority = after.map(Classified::priority).orElse(place.priority());
        priority = exception ? Math.max(priority, place.priority()) : priority;
        Map<Skill, Integer> skills = after.map(Classified::skills).orElse(place.skills());
        // What a queue has sent on meanwhile stays there as long as the rules send it where they did.
        boolean elsewhere = exception
                || before.filter(was -> was.queue().equals(ruling.get().queue()))
                        .isEmpty();
        QueueId queue = ruling.filter(_ -> elsewhere)
                .map(said -> new QueueId(place.queue().tenant(), said.queue()))
                .orElse(place.queue());
        if (!queue.equals(place.queue())) {
            int urgency = priority;
            Place moved = place.movedTo(queue, now).with(draft -> {
                draft.priority = urgency;
                draft.skills = skills;
            });
            return Stream.concat(rescinded(now), Stream.of(new Queued(moved, Queued.Why.CLASSIFIED, now)));
        }
        priority = Math.max(priority, place.least().orElse(priority));
        // After an exception the queue waits for word that it stays, though nothing else has changed.
        return exception || priority != place.priority() || !skills.equals(place.skills())
                ? Stream.of(new PlaceChanged(priority, skills, place.stand(), now))
                : Stream.empty();
    }

    @Override
    public Optional<Instant> alarm() {
        Optional<Instant> first = story.droppedUntil();
        for (Open o : offers.values()) {
            Instant missed = o.deadline().plus(MARGIN);
            if (first.isEmpty() || missed.isBefore(first.get())) {
                first = Optional.of(missed);
            }
        }
        return first;
    }

    @Override
    public List<InteractionEvent> due(Instant now) {
        if (story.droppedUntil().filter(until -> !now.isBefore(until)).isPresent()) {
            return closed(CloseReason.ABANDONED, Party.CUSTOMER, Optional.empty(), now);
        }
        var missed = new ArrayList<InteractionEvent>();
        offers.forEach((offer, open) -> {
            if (!now.isBefore(open.deadline().plus(MARGIN))) {
                missed.add(new OfferEnded(offer, open.agent(), OfferOutcome.MISSED, Optional.empty(), now));
            }
        });
        return missed;
    }

    @Override
    public Optional<QueueId> lastQueue() {
        return Optional.of(place.queue());
    }

    @Override
    public InteractionView view() {
        return Views.of(this);
    }
}
