package io.cordboard.node.api.report;

import static io.cordboard.node.api.Role.ADMIN;
import static io.cordboard.node.api.Role.SUPERVISOR;

import io.cordboard.node.api.Access;
import io.cordboard.node.api.Answer;
import io.cordboard.node.api.Call;
import io.cordboard.node.api.Endpoint;
import io.cordboard.node.api.Past;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.ProblemException;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.queue.QueueId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** The fairness ledger: who was given what in a time. */
public final class FairnessReports {

    private static final ContentType CSV = MediaTypes.TEXT_CSV.toContentType(HttpCharsets.UTF_8);

    private final Past past;
    private final Clock clock;

    public FairnessReports(Past past, Clock clock) {
        this.past = past;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/reports/fairness", Access.tenant(SUPERVISOR, ADMIN), this::fairness));
    }

    private CompletionStage<Answer> fairness(Call call) {
        Instant from = time(call, "from");
        Instant to = time(call, "to");
        if (!from.isBefore(to)) {
            throw malformed("to", "Expected a time after 'from'");
        }
        Optional<QueueId> queue = call.query("queue", name -> new QueueId(call.tenant(), name));
        Optional<Team> team = call.query("team", Team::new);
        boolean csv = call.header("Accept")
                .filter(types -> types.contains("text/csv"))
                .isPresent();
        return past.fairness(call.tenant(), from, to, queue, team)
                .thenApply(told -> FairnessBody.of(from, to, queue, team, told))
                .thenApply(body ->
                        csv ? Answer.raw(CSV, FairnessCsv.of(body).getBytes(StandardCharsets.UTF_8)) : Answer.ok(body));
    }

    private Instant time(Call call, String name) {
        return call.pastTime(name, clock.instant())
                .orElseThrow(() -> malformed(name, "Expected a time such as 2026-11-23T09:00:00Z, but got none"));
    }

    private static ProblemException malformed(String parameter, String detail) {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected a parameter '" + parameter + "' that can be read")
                .with(List.of(new Problem.Flaw(parameter, detail)))
                .exception();
    }
}
