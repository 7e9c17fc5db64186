package io.cordboard.node.replays;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.Entities;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.node.api.ProblemException;
import io.cordboard.node.replays.ReplayOrder.Ordered;
import io.cordboard.ops.replay.PolicyChoice;
import io.cordboard.ops.replay.ReplayLimits;
import io.cordboard.ops.replay.ReplayRefused;
import io.cordboard.ops.replay.ReplaySettings;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.policy.PolicyCodec;
import io.cordboard.routing.policy.PolicyReading;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.tenant.Kind;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantCommand;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is asked to be replayed: schema {@code NewReplay}. */
record NewReplay(
        Instant from,
        Instant to,
        Optional<List<Asked>> policies,
        Optional<Long> seed,
        Optional<Duration> interval,
        Optional<String> zone) {

    private static final int MAX_POLICIES = 10;
    private static final int MAX_NAME = 100;

    /** One of the tenant's policies by its name, or one that is given here: schema {@code ReplayPolicy}. */
    record Asked(
            Optional<String> queue,
            Optional<String> policy,
            Optional<Integer> version,
            Optional<String> name,
            Optional<JsonNode> document) {
        Asked {
            // An absent tree is read as one of null.
            document = document.filter(node -> !node.isNull());
        }
    }

    /** With all the policies in it, if all is well. */
    CompletionStage<ReplayOrder> order(TenantId tenant, Entities entities, Instant now, ReplaysSettings settings) {
        check(now, settings);
        List<Asked> all = policies.orElse(List.of());
        CompletionStage<List<Ordered>> ordered = CompletableFuture.completedFuture(new ArrayList<>());
        for (int i = 0; i < all.size(); i++) {
            Asked asked = all.get(i);
            String at = "/policies/" + i;
            ordered = ordered.thenCompose(
                    some -> ordered(tenant, entities, asked, at).thenApply(one -> {
                        some.add(one);
                        return some;
                    }));
        }
        return ordered.thenApply(these -> {
            var order = new ReplayOrder(from, to, zone.orElse("Z"), these, seed.orElse(1L), interval);
            int runs;
            try {
                runs = PolicyChoice.runs(order.given(), PolicyChoice.DEFAULT).size();
            } catch (ReplayRefused refused) {
                throw invalid("/policies", String.valueOf(refused.getMessage()));
            }
            interval.ifPresent(each -> checkIntervals(each, runs, settings));
            return order;
        });
    }

    private void check(Instant now, ReplaysSettings settings) {
        if (!from.isBefore(to)) {
            throw invalid("/to", "Expected a time after from");
        }
        if (to.isAfter(now) || from.isBefore(Instant.EPOCH)) {
            throw invalid(to.isAfter(now) ? "/to" : "/from", "Expected a time in the past");
        }
        if (Duration.between(from, to).compareTo(settings.span()) > 0) {
            throw Problem.of(ProblemCode.LIMIT, "Expected a time of at most " + settings.span() + ", but got more")
                    .exception();
        }
        if (policies.filter(some -> some.size() > MAX_POLICIES).isPresent()) {
            throw Problem.of(ProblemCode.LIMIT, "Expected at most " + MAX_POLICIES + " policies, but got more")
                    .exception();
        }
        zone.ifPresent(name -> {
            try {
                ZoneId.of(name);
            } catch (DateTimeException e) {
                throw invalid("/zone", "Expected a time zone such as Europe/Berlin");
            }
        });
        interval.ifPresent(each -> Problem.valueAt(
                "/interval",
                () -> new ReplaySettings(
                        List.of(PolicyChoice.DEFAULT), Optional.empty(), 1, ReplaySettings.DEFAULT_GAP, interval)));
    }

    /** Of one queue; how many there are is known when the journal has been read. */
    private void checkIntervals(Duration each, int runs, ReplaysSettings settings) {
        try {
            settings.limits().checkCells(ReplayLimits.intervals(from, to, each) * (runs + 2));
        } catch (ReplayRefused refused) {
            throw invalid("/interval", String.valueOf(refused.getMessage()));
        }
    }

    private static CompletionStage<Ordered> ordered(TenantId tenant, Entities entities, Asked asked, String at) {
        asked.queue().ifPresent(queue -> Problem.valueAt(at + "/queue", () -> new QueueId(tenant, queue)));
        asked.name().ifPresent(name -> {
            if (name.isBlank() || name.length() > MAX_NAME) {
                throw invalid(at + "/name", "Expected a name of 1 to " + MAX_NAME + " characters");
            }
        });
        if (asked.policy().isPresent() == asked.document().isPresent()) {
            throw invalid(at, "Expected either policy or document");
        }
        if (asked.document().isPresent()) {
            if (asked.version().isPresent()) {
                throw invalid(at + "/version", "Expected a version of a policy that is named, but none is");
            }
            return CompletableFuture.completedFuture(
                    given(asked, asked.document().get(), at));
        }
        String policy = Problem.valueAt(
                        at + "/policy",
                        () -> new Ref(Kind.POLICY, asked.policy().get()))
                .name();
        return entities.ask(new TenantCommand.LookPolicy(tenant, policy, asked.version()))
                .thenApply(reply -> {
                    if (!(reply instanceof Reply.Found found && found.view() instanceof TenantView.PolicyText text)) {
                        throw invalid(
                                at + "/policy",
                                "Expected a policy of the tenant, but there is none of this name"
                                        + asked.version()
                                                .map(_ -> " and version")
                                                .orElse(""));
                    }
                    int version = text.version().version();
                    return new Ordered(
                            asked.queue(),
                            asked.name().orElse(policy + " v" + version),
                            PolicyCodec.write(text.version().document()));
                });
    }

    private static Ordered given(Asked asked, JsonNode document, String at) {
        return switch (PolicyCodec.read(document)) {
            case PolicyReading.Accepted(var policy) ->
                new Ordered(asked.queue(), asked.name().orElse("given"), PolicyCodec.write(policy));
            case PolicyReading.Refused(var problems) ->
                throw Problem.of(ProblemCode.INVALID, "Expected a policy, but it has flaws")
                        .with(problems.stream()
                                .limit(20)
                                .map(each -> new Problem.Flaw(at + "/document" + each.path(), each.message()))
                                .toList())
                        .exception();
        };
    }

    private static ProblemException invalid(String pointer, String detail) {
        return Problem.invalid(pointer, detail).exception();
    }
}
