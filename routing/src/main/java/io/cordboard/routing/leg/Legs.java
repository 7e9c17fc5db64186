package io.cordboard.routing.leg;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Follower;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.entity.Switchboard;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.FlowConditions;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Interactions;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.QueueView;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.RouterView;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;

/** The one door between routing and the media: reports go in, and what to do follows from the interaction's events. */
public final class Legs {

    /** Further back in line nobody is told a place: it would not be true for long. */
    static final int MOST_WAITING = 500;

    /** What is not known by then is not known; somebody listens meanwhile. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Switchboard switchboard;
    private final Duration answerWithin;
    private final Doorway doorway;

    /** @param answerWithin how long an interaction may take to answer a report before that counts as UNAVAILABLE */
    public Legs(Switchboard switchboard, Duration answerWithin) {
        this.switchboard = switchboard;
        this.answerWithin = answerWithin;
        this.doorway = Doorway.of(switchboard.system());
    }

    /**
     * Tells the interaction; never fails. {@link Reply.Done}: it is recorded, or was already. Who arrives while too many
     * arrive at this node is refused with OVERLOADED, and the interaction is told nothing.
     */
    public CompletionStage<Reply> report(LegReport report) {
        InteractionCommand command = LegReports.command(report);
        return report instanceof LegReport.Arrived
                ? doorway.enter(() -> ask(command)).orElseGet(() -> turnAway(command))
                : ask(command);
    }

    /**
     * The same for one whose queue the tenant's classification says, which is asked first. Refused: INVALID, if the tenant has none, and
     * whatever keeps it from being asked.
     */
    public CompletionStage<Reply> report(Unplaced arrival) {
        return report(arrival, _ -> true);
    }

    /**
     * The same.
     *
     * @param open whether one may arrive this way in the queue of a name; INVALID, if it is not the one that the classification says
     */
    public CompletionStage<Reply> report(Unplaced arrival, Predicate<String> open) {
        var question = new TenantCommand.Classify(
                arrival.interaction().tenant(),
                arrival.interaction(),
                0,
                arrival.contact().medium(),
                arrival.contact().attributes());
        return switchboard.ask(question, answerWithin).thenCompose(reply -> {
            if (!(reply instanceof Reply.Found(_, _, TenantView.Classed(var ruling)))) {
                return CompletableFuture.completedStage(reply);
            }
            return open.test(ruling.queue())
                    ? report(arrival.placed(ruling))
                    : CompletableFuture.completedStage(new Reply.Refused(
                            question.ref(),
                            Refusal.INVALID,
                            "Expected a queue that is open to this arrival, but its classification says "
                                    + ruling.queue()));
        });
    }

    private CompletionStage<Reply> turnAway(InteractionCommand arrival) {
        switchboard.observer().refused(Interactions.type().name(), Refusal.OVERLOADED);
        return CompletableFuture.completedStage(new Reply.Refused(
                arrival.ref(),
                Refusal.OVERLOADED,
                "Expected at most " + doorway.max() + " contacts to arrive at this node at once"));
    }

    private CompletionStage<Reply> ask(InteractionCommand command) {
        return switchboard.ask(command, answerWithin);
    }

    /** The interaction as it is now. */
    public CompletionStage<Reply> show(InteractionId interaction) {
        return switchboard.ask(new InteractionCommand.Show(interaction), answerWithin);
    }

    /** Whether the tenant has the queue; fails if that cannot be told now. */
    public CompletionStage<Boolean> has(QueueId queue) {
        return switchboard.ask(new QueueCommand.Show(queue), answerWithin).thenApply(reply -> switch (reply) {
            case Reply.Found(_, _, QueueView view) -> !view.removed();
            case Reply.Refused refused
            when refused.refusal() != Refusal.NOT_FOUND -> throw new IllegalStateException(refused.toString());
            case Reply.Found _, Reply.Refused _, Reply.Done _ -> false;
        });
    }

    /** What the customer of an interaction that waits can be told, as {@link RouterView.Outlooked}; what is told successively never grows. */
    public CompletionStage<Reply> lookOut(InteractionId interaction) {
        return switchboard.ask(new RouterCommand.LookOut(interaction.tenant(), interaction), answerWithin);
    }

    /** How these queues of a tenant stand for one who would come now, as flows ask of them; what is not known is missing. Never fails. */
    public CompletionStage<Attributes> lookAhead(TenantId tenant, Collection<String> queues, Medium medium) {
        CompletionStage<Map<String, Object>> all = CompletableFuture.completedStage(new HashMap<>());
        for (String name : queues) {
            QueueId queue = new QueueId(tenant, name);
            CompletionStage<Map<String, Object>> one = switchboard
                    .ask(new QueueCommand.Show(queue), LOOK)
                    .thenCombine(switchboard.ask(new RouterCommand.LookAhead(queue, medium), LOOK), Legs::known);
            all = all.thenCombine(one, (known, more) -> {
                known.put(name, more);
                return known;
            });
        }
        return all.thenApply(Attributes.NONE::joined);
    }

    private static Map<String, Object> known(Reply queue, Reply router) {
        Map<String, Object> known = new HashMap<>();
        if (queue instanceof Reply.Found(_, _, QueueView view)) {
            known.put(FlowConditions.OPEN, view.open());
            known.put(FlowConditions.WAITING, (long) view.waiting());
        }
        if (router instanceof Reply.Found(_, _, RouterView.Outlooking(var outlook))) {
            known.put(FlowConditions.WAITING, (long) outlook.waiting());
            known.put(FlowConditions.AVAILABLE, (long) outlook.available());
            outlook.estimate().ifPresent(wait -> known.put(FlowConditions.ESTIMATE, wait.toMillis() / 1e3));
        }
        return known;
    }

    /** Those who wait in a queue: the first {@value #MOST_WAITING} in order of arrival, as {@link QueueView.Waiting}. */
    public CompletionStage<Reply> waiting(QueueId queue) {
        return switchboard.ask(new QueueCommand.ShowWaiting(queue, Optional.empty(), MOST_WAITING), answerWithin);
    }

    /**
     * An actor that tells {@code consumer} the interaction's events as {@link Follower.News}, each once and in order, from the one
     * after {@code afterSeq}: {@link LegRequests} says what each asks for. It waits for a {@link Follower.Next} for each batch, and
     * stops with its consumer.
     *
     * @param present whether the consumer is the customer's connection: while it lives the customer is there
     */
    public Props follow(InteractionId interaction, long afterSeq, boolean present, ActorRef consumer) {
        return Follower.paced(
                switchboard,
                Interactions.type(),
                ttl -> new InteractionCommand.Watch(interaction, present, ttl),
                afterSeq,
                consumer);
    }
}
