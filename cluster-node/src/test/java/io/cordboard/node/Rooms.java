package io.cordboard.node;

import io.cordboard.routing.tenant.TenantDocument;
import io.cordboard.routing.tenant.TenantDocumentCodec.Reading;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TenantYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tenant in which each test of the page has a queue of its own, and two agents who serve no other. */
final class Rooms {

    static final TenantId TENANT = new TenantId("shop");

    private static final Map<String, String> POLICIES = Map.of("miss", "brief", "strict", "strict");
    private static final List<String> ROOMS = List.of(
            "both",
            "cut",
            "gone",
            "leave",
            "life",
            "many",
            "miss",
            "reason",
            "reject",
            "reload",
            "renew",
            "session",
            "strict",
            "tabs",
            "text",
            "transfer");

    private Rooms() {}

    static TenantDocument document() {
        var yaml = new StringBuilder("""
            format: cordboard-tenant/1
            tenant: shop
            displayName: Shop
            dispositions:
              solved: {label: Solved}
              not-solved: {label: Not solved}
              sold: {label: Sold}
            reasons:
              coffee: {label: Coffee}
              lunch: {label: Lunch}
            policies:
              standard:
                strategy: longest-idle
                offer: {deadline: PT30S, misses: 2}
                wrapUp: {mode: optional, limit: PT2M}
              brief:
                strategy: longest-idle
                offer: {deadline: PT3S, misses: 1}
                wrapUp: {mode: optional, limit: PT2M}
              strict:
                strategy: longest-idle
                offer: {deadline: PT30S, misses: 2}
                wrapUp: {mode: mandatory, limit: PT2M}
            queues:
              transfer-to: {displayName: Experts, policy: standard}
            """);
        for (String room : ROOMS) {
            yaml.append("  %s: {displayName: Room %s, policy: %s, dispositions: [solved, not-solved]}\n"
                    .formatted(room, room, POLICIES.getOrDefault(room, "standard")));
        }
        yaml.append("agents:\n");
        for (String agent : agents()) {
            String room = agent.substring(0, agent.lastIndexOf('-'));
            String queue = agent.equals("transfer-b") ? "transfer-to" : room;
            yaml.append("  %s: {displayName: %s, queues: [%s], subject: %s}\n".formatted(agent, agent, queue, agent));
        }
        return switch (TenantYaml.read(yaml.toString())) {
            case Reading.Accepted(var document) -> document;
            case Reading.Refused(var problems) -> throw new AssertionError(problems);
        };
    }

    static List<String> agents() {
        var agents = new ArrayList<String>();
        for (String room : ROOMS) {
            agents.add(room + "-a");
            agents.add(room + "-b");
        }
        return agents;
    }

    /** Built-in users as the settings of a node name them: the agents, each one's password the name again. */
    static List<Map<String, Object>> users() {
        return agents().stream()
                .map(agent -> Map.<String, Object>of(
                        "tenant",
                        TENANT.value(),
                        "user",
                        agent,
                        "password",
                        agent,
                        "roles",
                        List.of("agent"),
                        "agent",
                        agent))
                .toList();
    }
}
