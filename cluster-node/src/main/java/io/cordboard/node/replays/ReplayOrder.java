package io.cordboard.node.replays;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.node.api.ApiJson;
import io.cordboard.ops.replay.JournalReplay;
import io.cordboard.ops.replay.PolicyChoice;
import io.cordboard.ops.replay.Progress;
import io.cordboard.ops.replay.ReplayLimits;
import io.cordboard.ops.replay.ReplayRefused;
import io.cordboard.ops.replay.ReplaySettings;
import io.cordboard.ops.replay.Report;
import io.cordboard.persistence.journal.JournalSettings;
import io.cordboard.persistence.replays.ReplayJob;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyCodec;
import io.cordboard.routing.policy.PolicyReading;
import io.cordboard.routing.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What is to be replayed, complete: the policies that were named are in it as they were when it was ordered. */
record ReplayOrder(
        Instant from, Instant to, String zone, List<Ordered> policies, long seed, Optional<Duration> interval) {

    /** One policy, of one queue or the first of a run. */
    record Ordered(Optional<String> queue, String name, JsonNode document) {

        PolicyChoice.Given given() {
            return switch (PolicyCodec.read(document)) {
                case PolicyReading.Accepted(Policy policy) -> new PolicyChoice.Given(queue, name, policy);
                case PolicyReading.Refused(var problems) ->
                    throw new ReplayRefused("Expected a policy, but got " + problems);
            };
        }
    }

    static ReplayOrder read(String json) {
        try {
            return ApiJson.mapper().readValue(json, ReplayOrder.class);
        } catch (JsonProcessingException e) {
            throw new ReplayRefused("Expected an order that this version can read, but got another");
        }
    }

    String json() {
        try {
            return ApiJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected an order that can be written", e);
        }
    }

    List<PolicyChoice.Given> given() {
        return policies.stream().map(Ordered::given).toList();
    }

    /** As the command does it. */
    ReplayJob.Report replay(JournalSettings journal, TenantId tenant, ReplayLimits limits, Progress progress) {
        var settings = new ReplaySettings(
                List.of(PolicyChoice.DEFAULT), Optional.empty(), seed, ReplaySettings.DEFAULT_GAP, interval);
        Report report =
                JournalReplay.runGiven(journal, tenant, from, to, ZoneId.of(zone), given(), settings, limits, progress);
        return new ReplayJob.Report(report.json() + '\n', report.csv());
    }
}
