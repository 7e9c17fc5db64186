package io.cordboard.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** What the server says, to a supervisor: its events into a {@link Ledger}, its list, and its queues' targets. */
final class ServerData {

    /** A queue's service level target. */
    record Target(Duration within, double share) {}

    private static final int PAGE = 200;
    private static final Duration MADE_WITHIN = Duration.ofSeconds(60);

    private final NodeApi api;
    private final Ledger ledger;
    private String cursor;

    /** Begins with what happens from now on. */
    ServerData(NodeApi api, Ledger ledger) throws IOException, InterruptedException {
        this.api = api;
        this.ledger = ledger;
        this.cursor = ask("/api/v1/events?limit=1").path("next").asText();
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        NodeApi.Answer answer = api.get(path, Scene.SUPERVISOR);
        if (!answer.good()) {
            throw new IOException("Expected an answer to " + path + ", but the node said " + answer.status() + ' '
                    + answer.code() + ' ' + answer.body().path("detail").asText());
        }
        return answer.body();
    }

    /** Waits until all of these are there: a node that has just come up is still making its demo tenant. */
    void await(List<String> agents) throws IOException, InterruptedException {
        var paths = new ArrayList<String>();
        Scene.queues().forEach(queue -> paths.add("/api/v1/queues/" + queue + "/live"));
        agents.forEach(agent -> paths.add("/api/v1/agents/" + agent + "/state"));
        long giveUp = System.nanoTime() + MADE_WITHIN.toNanos();
        for (String path : paths) {
            while (api.get(path, Scene.SUPERVISOR).status() == 404 && System.nanoTime() < giveUp) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    /** Reads all events that there are now. A page may be empty and yet not the last: the feed passes over what is not shown. */
    void catchUp() throws IOException, InterruptedException {
        while (true) {
            JsonNode page =
                    ask("/api/v1/events?limit=" + PAGE + "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
            page.path("items").forEach(ledger::add);
            String next = page.path("next").asText();
            if (next.equals(cursor)) {
                return;
            }
            cursor = next;
        }
    }

    Map<String, Target> targets() throws IOException, InterruptedException {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (String queue : Scene.queues()) {
            JsonNode level = ask("/api/v1/queues/" + queue + "/live").path("serviceLevel");
            targets.put(
                    queue,
                    new Target(
                            Duration.parse(level.path("within").asText()),
                            level.path("share").asDouble()));
        }
        return targets;
    }

    /** The phase of each of these interactions in the server's list, which is read newest first until all are found. */
    Map<String, String> phases(Set<String> wanted) throws IOException, InterruptedException {
        Map<String, String> found = new HashMap<>();
        String after = "";
        while (true) {
            JsonNode page = ask("/api/v1/interactions?limit=" + PAGE
                    + (after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8)));
            for (JsonNode item : page.path("items")) {
                String id = item.path("id").asText();
                if (wanted.contains(id)) {
                    found.put(id, item.path("phase").asText());
                }
            }
            after = page.path("next").asText();
            if (found.size() == wanted.size() || after.isEmpty()) {
                return found;
            }
        }
    }
}
