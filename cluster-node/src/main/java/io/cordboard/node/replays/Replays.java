package io.cordboard.node.replays;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Page;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.persistence.replays.ReplayJob;
import io.cordboard.persistence.replays.ReplayJobs;
import io.cordboard.routing.tenant.LocalName;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** Replays of the journal, asked for over the API: ordered, told of, cancelled. */
public final class Replays {

    private static final String PATH = "/api/v1/replays";
    private static final String ONE = PATH + "/{replay}";
    private static final Access ACCESS = Access.tenant(SUPERVISOR, ADMIN);

    /** An order with every policy in it, as JSON. */
    private static final int MAX_ORDER = 1 << 20;

    private static final ContentType CSV = MediaTypes.TEXT_CSV.toContentType(HttpCharsets.UTF_8);

    private final ReplayJobs jobs;
    private final ReplayRunner runner;
    private final ReplaysSettings settings;
    private final Entities entities;
    private final Clock clock;
    private final Executor blocking;

    private Replays(
            ReplayJobs jobs,
            ReplayRunner runner,
            ReplaysSettings settings,
            Entities entities,
            Clock clock,
            Executor blocking) {
        this.jobs = jobs;
        this.runner = runner;
        this.settings = settings;
        this.entities = entities;
        this.clock = clock;
        this.blocking = blocking;
    }

    /** Begins to do what has been ordered at any node, until the node stops. */
    public static Replays start(
            ActorSystem system,
            JournalDatabase database,
            Entities entities,
            Clock clock,
            ReplaysSettings settings,
            ReplayObserver observer) {
        var jobs = new ReplayJobs(database.readers(), settings.jobs());
        var runner = ReplayRunner.start(
                jobs,
                settings,
                (job, progress) -> ReplayOrder.read(job.request())
                        .replay(database.settings(), job.tenant(), settings.limits(), progress),
                observer);
        Executor blocking = system.dispatchers().lookup("pekko.actor.default-blocking-io-dispatcher");
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseServiceRequestsDone(),
                        "stop-replay",
                        () -> CompletableFuture.supplyAsync(
                                () -> {
                                    runner.close();
                                    return Done.done();
                                },
                                blocking));
        return new Replays(jobs, runner, settings, entities, clock, blocking);
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(PATH, ACCESS, this::order),
                Endpoint.get(PATH, ACCESS, this::list),
                Endpoint.get(ONE, ACCESS, this::show),
                Endpoint.get(ONE + "/report", ACCESS, this::report),
                Endpoint.delete(ONE, ACCESS, this::cancel));
    }

    private CompletionStage<Answer> order(Call call) {
        var asked = call.read(NewReplay.class);
        return asked.order(call.tenant(), entities, clock.instant(), settings)
                .thenCompose(order -> read(() -> {
                    String json = order.json();
                    if (json.length() > MAX_ORDER) {
                        throw limit("Expected policies of at most " + MAX_ORDER + " characters in all, but got more");
                    }
                    String id = jobs.submit(call.tenant(), call.caller().subject(), json)
                            .orElseThrow(() ->
                                    limit("Expected at most " + settings.jobs().open()
                                            + " replays queued or running, but there are as many already"));
                    runner.wake();
                    return Answer.created(PATH + '/' + id, body(call, id)).withStatus(202);
                }));
    }

    /** What cannot be an id is as absent as what is not there. */
    private static String id(Call call) {
        return call.id("replay", (_, name) -> LocalName.require("a replay", name));
    }

    private static RuntimeException limit(String detail) {
        return Problem.of(ProblemCode.LIMIT, detail).exception();
    }

    private CompletionStage<Answer> list(Call call) {
        return read(() -> Answer.ok(
                new Page<>(jobs.list(call.tenant()).stream().map(ReplayBody::of).toList(), Optional.empty())));
    }

    private CompletionStage<Answer> show(Call call) {
        return read(() -> Answer.ok(body(call, id(call))));
    }

    private ReplayBody body(Call call, String id) throws SQLException {
        return jobs.find(call.tenant(), id)
                .map(ReplayBody::of)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private CompletionStage<Answer> report(Call call) {
        boolean csv = call.header("Accept")
                .filter(types -> types.contains("text/csv"))
                .isPresent();
        return read(() -> {
            String id = id(call);
            Optional<ReplayJob.Report> report = jobs.report(call.tenant(), id);
            if (report.isEmpty()) {
                throw Problem.of(
                                ProblemCode.WRONG_PHASE,
                                "Expected a replay that is done, but this one is "
                                        + body(call, id).state())
                        .exception();
            }
            return csv
                    ? Answer.raw(CSV, report.get().csv().getBytes(StandardCharsets.UTF_8))
                    : Answer.raw(
                            ContentTypes.APPLICATION_JSON, report.get().json().getBytes(StandardCharsets.UTF_8));
        });
    }

    private CompletionStage<Answer> cancel(Call call) {
        return read(() -> {
            jobs.cancel(call.tenant(), id(call));
            return Answer.noContent();
        });
    }

    private <T> CompletionStage<T> read(Callable<T> reading) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return reading.call();
                    } catch (SQLException e) {
                        throw Problem.of(ProblemCode.UNAVAILABLE, "Expected to reach the database, but could not")
                                .exception();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                blocking);
    }
}
