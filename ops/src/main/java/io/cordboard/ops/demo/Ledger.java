package io.cordboard.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the server's own events say of this demo's interactions and of the tenant's agents. Every event is written down once; the
 * interactions of others are not looked at.
 */
final class Ledger {

    /** How far an interaction is. */
    enum State {
        WAITING,
        /** With an agent, or being wrapped up. */
        IN_PROGRESS,
        /** Over, after an agent had come. */
        ANSWERED,
        /** Over, before an agent came. */
        ABANDONED
    }

    /**
     * One interaction.
     *
     * @param queue where it arrived
     * @param answered when the first agent came
     * @param closed why it ended
     */
    record Line(String queue, Instant opened, Optional<Instant> answered, State state, String closed) {

        /** How long the customer waited until the first answer, the end, or now. */
        Duration waited(Instant now) {
            return Duration.between(opened, answered.orElse(now));
        }

        private Line with(State changed) {
            return new Line(queue, opened, answered, changed, closed);
        }

        private Line assigned(Instant at) {
            return new Line(queue, opened, answered.or(() -> Optional.of(at)), State.IN_PROGRESS, closed);
        }

        private Line closed(String reason) {
            return new Line(queue, opened, answered, answered.isPresent() ? State.ANSWERED : State.ABANDONED, reason);
        }
    }

    /** An agent as far as told: signed out, not ready or ready, and with how many interactions. */
    private record Agent(String mode, int work) {}

    private final String run;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Agent> agents = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    /** @param run the mark of this demo's customers */
    Ledger(String run) {
        this.run = run;
    }

    synchronized void add(JsonNode event) {
        String entity = event.path("entity").asText();
        if (event.path("kind").asText().equals("agent")) {
            agent(entity, event.path("type").asText());
        } else {
            interaction(entity, event);
        }
    }

    private void interaction(String id, JsonNode event) {
        JsonNode data = event.path("data");
        String type = event.path("type").asText();
        Instant at = Instant.parse(event.path("at").asText());
        if (type.equals("interaction-opened")) {
            if (data.path("contact").path("attributes").path("demo").asText().equals(run)
                    && lines.put(
                                    id,
                                    new Line(
                                            data.path("place").path("queue").asText(),
                                            at,
                                            Optional.empty(),
                                            State.WAITING,
                                            ""))
                            != null) {
                faults.add("interaction " + id + " was opened twice");
            }
            return;
        }
        Line line = lines.get(id);
        if (line == null) {
            return;
        }
        boolean over = line.state() == State.ANSWERED || line.state() == State.ABANDONED;
        switch (type) {
            case "interaction-assigned", "wrap-up-started", "interaction-queued", "interaction-closed" -> {
                if (over) {
                    faults.add("interaction " + id + " was over, and then " + type);
                }
                if (type.equals("interaction-assigned") && line.state() == State.IN_PROGRESS) {
                    faults.add("interaction " + id + " was with an agent, and then given to another");
                }
            }
            default -> {}
        }
        switch (type) {
            case "interaction-assigned" -> lines.put(id, line.assigned(at));
            case "interaction-queued" -> lines.put(id, line.with(State.WAITING));
            case "interaction-closed" ->
                lines.put(id, line.closed(data.path("reason").asText()));
            default -> {}
        }
    }

    private void agent(String name, String type) {
        Agent known = agents.getOrDefault(name, new Agent("signed out", 0));
        agents.put(
                name,
                switch (type) {
                    case "agent-signed-in", "agent-became-not-ready" -> new Agent("not ready", known.work());
                    case "agent-became-ready" -> new Agent("ready", known.work());
                    case "agent-drain-started" -> new Agent("leaving", known.work());
                    case "agent-signed-out" -> new Agent("signed out", 0);
                    case "offer-won" -> new Agent(known.mode(), known.work() + 1);
                    case "work-finished" -> new Agent(known.mode(), Math.max(0, known.work() - 1));
                    default -> known;
                });
    }

    synchronized Map<String, Line> lines() {
        return Map.copyOf(lines);
    }

    synchronized Collection<Line> of(String queue) {
        return lines.values().stream()
                .filter(line -> line.queue().equals(queue))
                .toList();
    }

    /** What cannot be: told twice, or after the end. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many agents are idle, busy, not ready, leaving and signed out. */
    synchronized Map<String, Integer> agents() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String state : List.of("idle", "busy", "not ready", "leaving")) {
            counts.put(state, 0);
        }
        for (Agent agent : agents.values()) {
            switch (agent.mode()) {
                case "ready" -> counts.merge(agent.work() > 0 ? "busy" : "idle", 1, Integer::sum);
                case "signed out" -> {}
                default -> counts.merge(agent.mode(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** Conversations and wrap-ups that agents have in hand. */
    synchronized int workInHand() {
        return agents.values().stream().mapToInt(Agent::work).sum();
    }
}
