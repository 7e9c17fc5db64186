package io.cordboard.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent at a desktop: signs in, accepts (mostly), chats, ends, wraps up. One thread, one socket, resumed when it is lost. */
final class SimulatedAgent implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedAgent.class);
    private static final String PROTOCOL = "cordboard.v1+json";
    private static final Duration LOOK_UP = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final double DECLINES = 0.02;

    private final String name;
    private final NodeApi api;
    private final Stage stage;
    private final Draws draws;
    private final Agenda agenda = new Agenda();
    private final Map<String, Long> streams = new HashMap<>();
    private final Set<String> decidedOffers = new HashSet<>();
    private final Set<String> inHand = new HashSet<>();
    /** The queue of each interaction that is seen, by id: it may be seen before it is offered here, for another has its offer. */
    private final Map<String, String> queues = new HashMap<>();

    private String session = "";
    private long orders;
    private boolean closing;
    private boolean home;

    SimulatedAgent(String name, NodeApi api, Stage stage, Draws draws) {
        this.name = name;
        this.api = api;
        this.stage = stage;
        this.draws = draws;
    }

    @Override
    public void run() {
        while (!stage.over()) {
            try (Line line = connect(api.node())) {
                work(line);
                return;
            } catch (IOException e) {
                stage.socketLost();
                LOG.debug("{} lost the socket", name, e);
                LockSupport.parkNanos(AGAIN.toNanos());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private Line connect(URI node) throws IOException, InterruptedException {
        String token = api.token(name);
        Line line = Line.open(
                api.client(), Line.at(node, "/api/v1/ws"), Map.of("Authorization", "Bearer " + token), PROTOCOL);
        ObjectNode first = NodeApi.JSON.createObjectNode();
        if (session.isEmpty()) {
            first.put("type", "start");
        } else {
            first.put("type", "resume");
            ObjectNode data = first.putObject("data").put("session", session);
            ObjectNode numbers = data.putObject("streams");
            streams.forEach(numbers::put);
        }
        line.send(first);
        return line;
    }

    private void work(Line line) throws IOException, InterruptedException {
        while (!stage.over() && !home) {
            var frame = line.next(agenda.idle(LOOK_UP));
            if (stage.frozen()) {
                if (frame.isPresent() && type(frame.get()).equals("ping")) {
                    line.send(NodeApi.JSON.createObjectNode().put("type", "pong"));
                }
                continue;
            }
            if (stage.closing() && !closing) {
                closing = true;
                goHome(line);
            }
            if (frame.isPresent()) {
                take(line, frame.get());
            }
            agenda.due();
        }
    }

    /** The day is over: what is in hand is finished at once. */
    private void goHome(Line line) throws IOException, InterruptedException {
        for (String interaction : Set.copyOf(inHand)) {
            agenda.drop(interaction);
            order(line, "end", interaction(interaction));
            agenda.in(Duration.ofMillis(200), interaction, () -> wrapUp(line, interaction));
        }
        order(line, "sign-out", NodeApi.JSON.createObjectNode());
    }

    private void take(Line line, JsonNode frame) throws IOException, InterruptedException {
        String stream = frame.path("stream").asText();
        switch (type(frame)) {
            case "hello" -> session = frame.path("data").path("session").asText();
            case "snapshot" -> {
                streams.put(stream, frame.path("seq").asLong());
                snapshot(line, stream, frame.path("data"));
            }
            case "event" -> {
                streams.put(stream, frame.path("seq").asLong());
                event(line, stream, frame.path("event").asText(), frame.path("data"));
            }
            case "left" -> {
                streams.remove(stream);
                forget(id(stream));
            }
            case "ping" -> line.send(NodeApi.JSON.createObjectNode().put("type", "pong"));
            case "goodbye" -> throw new IOException("Expected to stay, but the node said goodbye");
            default -> {}
        }
    }

    private void snapshot(Line line, String stream, JsonNode data) throws IOException, InterruptedException {
        if (stream.equals("agent")) {
            beginDay(line, data.path("status").asText());
            return;
        }
        JsonNode interaction = data.path("interaction");
        queues.put(id(stream), interaction.path("queue").asText());
        for (JsonNode offer : interaction.path("offers")) {
            if (offer.path("agent").asText().equals(name)) {
                consider(line, offer.path("offer").asText(offer.path("id").asText()), id(stream));
            }
        }
        if (interaction.path("agent").asText().equals(name)) {
            switch (interaction.path("phase").asText()) {
                case "assigned" -> converse(line, id(stream));
                case "wrapping-up" -> {
                    inHand.add(id(stream));
                    finishLater(line, id(stream));
                }
                default -> inHand.add(id(stream));
            }
        }
    }

    private void beginDay(Line line, String status) throws IOException, InterruptedException {
        if (closing) {
            return;
        }
        if (status.equals("signed-out") || status.equals("draining")) {
            order(line, "sign-in", NodeApi.JSON.createObjectNode());
        }
        order(line, "ready", NodeApi.JSON.createObjectNode());
    }

    private void event(Line line, String stream, String event, JsonNode data) throws IOException, InterruptedException {
        String interaction = id(stream);
        switch (event) {
            // Missed an offer, or the connection was lost for too long.
            case "agent-became-not-ready", "agent-signed-out" -> {
                if (closing) {
                    home |= event.equals("agent-signed-out");
                } else {
                    agenda.in(draws.around(Duration.ofSeconds(2)), "agent", () -> beginDay(line, status(event)));
                }
            }
            case "offer-made" -> {
                if (data.path("agent").asText().equals(name)) {
                    consider(line, data.path("offer").asText(), interaction);
                }
            }
            case "interaction-assigned" -> {
                if (data.path("agent").asText().equals(name)) {
                    converse(line, interaction);
                }
            }
            case "message-added" -> {
                if (data.path("from").path("role").asText().equals("customer")
                        && inHand.contains(interaction)
                        && !closing) {
                    agenda.in(
                            draws.around(Duration.ofSeconds(2)),
                            interaction,
                            () -> say(line, interaction, draws.of(Scene.ANSWERS)));
                }
            }
            case "wrap-up-started" -> {
                agenda.drop(interaction);
                finishLater(line, interaction);
            }
            case "interaction-closed" -> forget(interaction);
            default -> {}
        }
    }

    private static String status(String event) {
        return event.equals("agent-signed-out") ? "signed-out" : "not-ready";
    }

    private void consider(Line line, String offer, String interaction) {
        if (closing || !decidedOffers.add(offer)) {
            return;
        }
        inHand.add(interaction);
        boolean declines = draws.chance(DECLINES);
        agenda.in(
                draws.between(Duration.ofMillis(300), Duration.ofMillis(1_500)),
                interaction,
                () -> order(
                        line,
                        declines ? "reject" : "accept",
                        NodeApi.JSON.createObjectNode().put("offer", offer)));
    }

    private void converse(Line line, String interaction) throws IOException, InterruptedException {
        if (agenda.has("end " + interaction)) {
            return;
        }
        inHand.add(interaction);
        say(line, interaction, draws.of(Scene.GREETINGS));
        Duration handle = stage.settings().handle();
        Duration talk = draws.around(handle);
        agenda.in(
                talk.compareTo(Duration.ofSeconds(2)) < 0 ? Duration.ofSeconds(2) : talk,
                "end " + interaction,
                () -> order(line, "end", interaction(interaction)));
    }

    private void finishLater(Line line, String interaction) {
        agenda.drop("end " + interaction);
        Duration after = closing
                ? Duration.ofMillis(50)
                : draws.around(stage.settings().handle().dividedBy(5));
        agenda.in(after, interaction, () -> wrapUp(line, interaction));
    }

    private void wrapUp(Line line, String interaction) throws IOException, InterruptedException {
        String disposition = Scene.disposition(queues.getOrDefault(interaction, ""), draws);
        order(line, "wrap-up", interaction(interaction).put("disposition", disposition));
    }

    private void say(Line line, String interaction, String text) throws IOException, InterruptedException {
        order(
                line,
                "say",
                interaction(interaction).put("messageId", name + '-' + ++orders).put("text", text));
    }

    private void forget(String interaction) {
        agenda.drop(interaction);
        agenda.drop("end " + interaction);
        inHand.remove(interaction);
        queues.remove(interaction);
    }

    private void order(Line line, String type, ObjectNode data) throws IOException, InterruptedException {
        ObjectNode order = NodeApi.JSON.createObjectNode().put("type", type).put("id", "o" + ++orders);
        if (!data.isEmpty()) {
            order.set("data", data);
        }
        line.send(order);
    }

    private static ObjectNode interaction(String id) {
        return NodeApi.JSON.createObjectNode().put("interaction", id);
    }

    private static String type(JsonNode frame) {
        return frame.path("type").asText();
    }

    private static String id(String stream) {
        return stream.substring(stream.indexOf('/') + 1);
    }
}
