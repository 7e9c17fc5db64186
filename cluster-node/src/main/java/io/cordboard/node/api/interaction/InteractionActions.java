package io.cordboard.node.api.interaction;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;
import static io.cordboard.node.api.interaction.Interactions.ONE;

import io.cordboard.channels.task.Links;
import io.cordboard.channels.task.Tasks;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Catalogue;
import io.cordboard.node.api.Destinations;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionCommand.RecordCall.What;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.matching.Outlook;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.RouterCommand;
import io.cordboard.routing.router.RouterView;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** What people and programs do with an interaction. Each answers how it is then, or why not and how it is instead. */
public final class InteractionActions {

    private static final Access HOLDERS = Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR);
    private static final Access OVERSEERS = Access.tenant(SUPERVISOR, ADMIN, INTEGRATOR);

    /**
     * Schema {@code Transfer}: to a queue, to an agent through the queue it is in, to an agent through another queue, or to a number
     * outside.
     */
    record Transfer(
            Optional<String> queue, Optional<String> agent, Optional<String> number, Optional<String> callerId) {}

    /** Schema {@code WrapUp}. */
    record WrapUp(Optional<String> disposition, Optional<String> notes) {}

    /** Schema {@code InteractionChanges}. */
    record Changes(Optional<Attributes> attributes, Optional<Instant> scheduledAt) {}

    /** Schema {@code Reprioritise}. */
    record Reprioritise(int priority, Map<String, Integer> skills) {}

    /** Schema {@code Position}. */
    record Position(int position) {}

    /** What to tell an interaction that is as {@code view} says. */
    interface Decision {
        InteractionCommand command(InteractionId id, InteractionView view, Party by);
    }

    /** The same, for what others pass on. */
    private interface Deed {
        CompletionStage<Reply> done(InteractionId id, InteractionView view, Party by);
    }

    private final Entities entities;
    private final Destinations destinations;
    private final Catalogue catalogue;
    private final Tasks tasks;
    private final Clock clock;

    public InteractionActions(Entities entities, Legs legs, Catalogue catalogue, Clock clock) {
        this.entities = entities;
        this.destinations = new Destinations(entities);
        this.catalogue = catalogue;
        this.tasks = new Tasks(legs);
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        var during = new CallActions(this, destinations).endpoints();
        return Stream.concat(
                        during.stream(),
                        Stream.of(
                                Endpoint.patch(ONE, HOLDERS, this::change),
                                Endpoint.post(ONE + "/reprioritise", OVERSEERS, this::reprioritise),
                                Endpoint.post(ONE + "/position", OVERSEERS, this::position),
                                Endpoint.post(ONE + "/transfer", HOLDERS, this::transfer),
                                Endpoint.post(
                                        ONE + "/requeue",
                                        HOLDERS,
                                        call -> act(call, (id, _, by) -> new InteractionCommand.Requeue(id, by))),
                                Endpoint.post(
                                        ONE + "/end",
                                        HOLDERS,
                                        call -> act(call, (id, _, by) -> new InteractionCommand.End(id, by))),
                                Endpoint.post(
                                        ONE + "/cancel",
                                        OVERSEERS,
                                        call -> actBy(call, (id, _, by) -> tasks.cancel(id, by))),
                                recording("start", What.START),
                                recording("pause", What.PAUSE),
                                recording("resume", What.RESUME),
                                recording("stop", What.STOP),
                                Endpoint.post(ONE + "/wrap-up", HOLDERS, this::wrapUp)))
                .toList();
    }

    private Endpoint recording(String word, What what) {
        return Endpoint.post(
                ONE + "/recording/" + word,
                Access.tenant(AGENT, SUPERVISOR, ADMIN),
                call -> act(call, (id, _, by) -> new InteractionCommand.RecordCall(id, what, by)));
    }

    private CompletionStage<Answer> change(Call call) {
        Changes body = call.read(Changes.class);
        if (body.attributes().isEmpty() && body.scheduledAt().isEmpty()) {
            throw Problem.invalid("", "Expected attributes or a time").exception();
        }
        return actBy(call, (id, view, by) -> {
            Attributes attributes = NewInteraction.storable(body.attributes());
            Problem.valueAt("/attributes", () -> checked(view, attributes));
            // First what may be refused. Attributes that are those there are change nothing.
            return body.scheduledAt()
                    .map(due -> NewInteraction.flaws(() -> tasks.reschedule(id, due, by, clock.instant())))
                    .orElseGet(() -> CompletableFuture.completedFuture(new Reply.Done("", 0)))
                    .thenCompose(reply -> reply instanceof Reply.Done
                            ? entities.ask(new InteractionCommand.ChangeAttributes(id, attributes))
                            : CompletableFuture.completedFuture(reply));
        });
    }

    /** The same rules as when it began. */
    private static Contact checked(InteractionView view, Attributes changes) {
        Attributes all = view.contact().attributes().with(changes);
        Links.require(all);
        return new Contact(view.contact().medium(), Optional.empty(), Optional.empty(), Optional.empty(), all);
    }

    private CompletionStage<Answer> reprioritise(Call call) {
        Reprioritise body = call.read(Reprioritise.class);
        int priority = NewInteraction.priority("/priority", body.priority());
        var skills = NewInteraction.skills("/skills", body.skills());
        return act(call, (id, _, _) -> new InteractionCommand.Reprioritise(id, priority, skills));
    }

    /** Where that is, the router says; the interaction then stands there for as long as it waits in this queue. */
    private CompletionStage<Answer> position(Call call) {
        int position = call.read(Position.class).position();
        if (position < 1 || position > Outlook.FURTHEST) {
            throw Problem.invalid(
                            "/position", "Expected a position of 1 to " + Outlook.FURTHEST + ", but got " + position)
                    .exception();
        }
        return actBy(call, (id, view, _) -> {
            if (view.phase() != InteractionView.Phase.WAITING && view.phase() != InteractionView.Phase.OFFERED) {
                throw Problem.of(ProblemCode.WRONG_PHASE, "Expected an interaction that waits in a queue")
                        .exception();
            }
            return entities.show(new RouterCommand.Stand(id.tenant(), id, position))
                    .thenCompose(found -> {
                        var stood = (RouterView.Stood) found.view();
                        return entities.ask(
                                new InteractionCommand.PutInLine(id, stood.queue(), stood.enqueued(), stood.stand()));
                    });
        });
    }

    private CompletionStage<Answer> wrapUp(Call call) {
        WrapUp body = call.read(WrapUp.class, new WrapUp(Optional.empty(), Optional.empty()));
        return actBy(
                call,
                (id, view, by) -> catalogue
                        .requireDisposition("/disposition", call.tenant(), view.queue(), body.disposition())
                        .thenCompose(_ ->
                                entities.ask(new InteractionCommand.WrapUp(id, by, body.disposition(), body.notes()))));
    }

    /** To whom else but the agent who is consulted. */
    private static InteractionCommand handOver(InteractionId id, InteractionView view, Party by) {
        if (view.talk().flatMap(InteractionView.Talking::consult).isEmpty()) {
            throw Problem.invalid("", "Expected a queue, or an agent, or one who is consulted")
                    .exception();
        }
        return new InteractionCommand.HandOver(id, by);
    }

    private CompletionStage<Answer> transfer(Call call) {
        Transfer body = call.read(Transfer.class);
        if (body.number().isPresent()) {
            if (body.queue().isPresent() || body.agent().isPresent()) {
                throw Problem.invalid("/number", "Expected a number, or else a queue or an agent, but got both")
                        .exception();
            }
            return act(
                    call,
                    (id, _, by) -> new InteractionCommand.TransferOutside(
                            id, by, body.number().get(), body.callerId()));
        }
        if (body.callerId().isPresent()) {
            throw Problem.invalid("/callerId", "Expected a caller id with a number only")
                    .exception();
        }
        if (body.queue().isEmpty() && body.agent().isEmpty()) {
            return act(call, InteractionActions::handOver);
        }
        Optional<QueueId> queue =
                Problem.valueAt("/queue", () -> body.queue().map(name -> new QueueId(call.tenant(), name)));
        Optional<AgentId> agent =
                Problem.valueAt("/agent", () -> body.agent().map(name -> new AgentId(call.tenant(), name)));
        return destinations
                .require("", queue, agent)
                .thenCompose(_ -> act(
                        call,
                        (id, view, by) -> new InteractionCommand.Transfer(
                                id, by, queue.or(view::queue).orElseThrow(), agent)));
    }

    CompletionStage<Answer> act(Call call, Decision decision) {
        return actBy(call, (id, view, by) -> entities.ask(decision.command(id, view, by)));
    }

    private CompletionStage<Answer> actBy(Call call, Deed deed) {
        InteractionId id = call.id("interaction", InteractionId::new);
        var standing = Standing.of(call.caller());
        OptionalLong expected = call.expectedRevision();
        var question = new InteractionCommand.Show(id);
        return entities.show(question).thenCompose(found -> {
            var view = (InteractionView) found.view();
            standing.requireHold(view);
            if (expected.isPresent() && expected.getAsLong() != found.seq()) {
                throw Problem.of(
                                ProblemCode.STALE,
                                "Expected revision " + expected.getAsLong() + ", but it is " + found.seq())
                        .withCurrent(InteractionBody.Now.of(found))
                        .exception();
            }
            return entities.changed(
                    deed.done(id, view, standing.partyIn(view)),
                    question,
                    InteractionBody::of,
                    InteractionBody.Now::of);
        });
    }
}
