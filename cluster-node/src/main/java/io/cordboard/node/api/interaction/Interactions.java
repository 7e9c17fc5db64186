package io.cordboard.node.api.interaction;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.AGENT;
import static io.cordboard.node.api.Role.INTEGRATOR;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.channels.task.Task;
import io.cordboard.channels.task.Tasks;
import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.ApiJson;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Destinations;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.EventBody;
import io.cordboard.node.api.History;
import io.cordboard.node.api.Page;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.leg.Legs;
import io.cordboard.routing.queue.QueueId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Interactions: begun by programs and people, seen by those who may. */
public final class Interactions {

    static final String PATH = "/api/v1/interactions";
    static final String ONE = PATH + "/{interaction}";

    private static final Access SEEING = Access.tenant(AGENT, SUPERVISOR, ADMIN, INTEGRATOR);

    /** Schema {@code InteractionLine}. */
    record LineBody(
            InteractionId id,
            Medium medium,
            InteractionView.Phase phase,
            Optional<QueueId> queue,
            Optional<AgentId> agent,
            Optional<String> customer,
            Optional<String> subject,
            int priority,
            int messages,
            Instant opened,
            Instant updated,
            Optional<Instant> closed,
            Optional<CloseReason> closeReason,
            Optional<String> disposition) {

        static LineBody of(InteractionList.Line line) {
            return new LineBody(
                    line.interaction(),
                    line.medium(),
                    line.phase(),
                    line.queue(),
                    line.agent(),
                    line.customer(),
                    line.subject(),
                    line.priority(),
                    line.messages(),
                    line.opened(),
                    line.updated(),
                    line.closed(),
                    line.closeReason(),
                    line.disposition());
        }
    }

    private final Entities entities;
    private final Destinations destinations;
    private final History history;
    private final InteractionList list;
    private final Legs legs;
    private final Tasks tasks;
    private final Clock clock;

    public Interactions(Entities entities, Legs legs, History history, InteractionList list, Clock clock) {
        this.entities = entities;
        this.destinations = new Destinations(entities);
        this.legs = legs;
        this.tasks = new Tasks(legs);
        this.history = history;
        this.list = list;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(PATH, Access.tenant(INTEGRATOR, SUPERVISOR, ADMIN), this::create),
                Endpoint.get(PATH, SEEING, this::list),
                Endpoint.get(ONE, SEEING, this::show),
                Endpoint.get(ONE + "/events", SEEING, this::events));
    }

    private CompletionStage<Answer> create(Call call) {
        NewInteraction body = call.read(NewInteraction.class);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        InteractionId id = call.idempotencyKey()
                .map(key -> InteractionIds.of(call.tenant(), key))
                .orElseGet(() -> InteractionIds.next(call.tenant(), now));
        Supplier<CompletionStage<Reply>> begin = begin(body, id, now);
        Optional<QueueId> queue = body.queue(call.tenant());
        return queue.map(to -> destinations
                        .requireQueue("/queue", to)
                        .exceptionallyCompose(absence -> unlessBegun(id, absence)))
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenCompose(_ -> begin.get())
                .thenCompose(reply -> {
                    if (reply instanceof Reply.Refused refused) {
                        throw problem(refused, queue.isEmpty()).exception();
                    }
                    return entities.show(new InteractionCommand.Show(id));
                })
                .thenApply(found -> Answer.created(PATH + '/' + id.name(), InteractionBody.of(found))
                        .withEtag(found.seq()));
    }

    /** A request that comes again is answered with what it began, though its queue be gone since. */
    private CompletionStage<Void> unlessBegun(InteractionId id, Throwable absence) {
        return entities.ask(new InteractionCommand.Show(id))
                .thenCompose(reply -> reply instanceof Reply.Found
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(absence));
    }

    /** Refuses what is wrong with the body now, and begins it later. */
    private Supplier<CompletionStage<Reply>> begin(NewInteraction body, InteractionId id, Instant now) {
        if (body.isTask()) {
            Task task = body.task(id);
            return () -> NewInteraction.flaws(() -> tasks.create(task, now));
        }
        return body.arrival(legs, id, now);
    }

    private static Problem problem(Reply.Refused refused, boolean withoutQueue) {
        return switch (refused.refusal()) {
            case ALREADY_EXISTS ->
                Problem.of(
                        ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "Expected a new Idempotency-Key, but an interaction was begun with it and other contents");
            case INVALID, NOT_FOUND ->
                withoutQueue
                        ? Problem.invalid(
                                "/queue",
                                "Expected a queue, or a classification that says which, but there is neither: name a queue,"
                                        + " or publish a classification")
                        : Entities.problem(refused);
            default -> Entities.problem(refused);
        };
    }

    private CompletionStage<Answer> list(Call call) {
        var standing = Standing.of(call.caller());
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        OptionalLong before =
                call.query("after", Cursor::number).map(OptionalLong::of).orElseGet(OptionalLong::empty);
        Optional<AgentId> agent = call.query("agent", name -> new AgentId(call.tenant(), name));
        // An agent's list is of their own.
        var filter = new InteractionList.Filter(
                call.query("phase", Interactions::phase),
                call.query("queue", name -> new QueueId(call.tenant(), name)),
                standing.overAll() ? agent : standing.agent(),
                call.query("customer"));
        return list.list(call.tenant(), filter, before, limit + 1)
                .thenApply(lines -> Answer.ok(Pages.of(lines, limit, InteractionList.Line::number, LineBody::of)));
    }

    private static InteractionView.Phase phase(String word) {
        return ApiJson.constant(InteractionView.Phase.class, word);
    }

    private CompletionStage<Answer> show(Call call) {
        return seen(call).thenApply(found -> Entities.answer(found, InteractionBody::of));
    }

    private CompletionStage<Answer> events(Call call) {
        int limit = call.number("limit", Page.DEFAULT_LIMIT, 1, Page.MAX_LIMIT);
        long after = call.query("after", Cursor::number).orElse(0L);
        return seen(call)
                .thenCompose(found -> history.read(
                                persistenceId(((InteractionView) found.view()).interaction()),
                                after,
                                limit + 1,
                                entry -> EventBody.of(entry.seq(), entry.event()))
                        .thenApply(events -> Answer.ok(Pages.of(events, limit, EventBody::seq))));
    }

    static String persistenceId(InteractionId id) {
        return io.cordboard.routing.interaction.Interactions.type().persistenceId(id.toString());
    }

    private CompletionStage<Reply.Found> seen(Call call) {
        InteractionId id = call.id("interaction", InteractionId::new);
        return entities.show(new InteractionCommand.Show(id)).thenApply(found -> {
            Standing.of(call.caller()).requireSight((InteractionView) found.view());
            return found;
        });
    }
}
