package io.cordboard.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A customer: opens a chat, waits for as long as patience lasts, talks, and stays until the other side ends it. */
final class SimulatedCustomer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedCustomer.class);
    private static final Duration LOOK_UP = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final int number;
    private final NodeApi api;
    private final Stage stage;
    private final Draws draws;
    private final Agenda agenda = new Agenda();
    private String interaction = "";
    private String socketPath = "";
    private long seen;
    private boolean served;
    private boolean gone;
    private boolean leaving;
    private int said;

    SimulatedCustomer(int number, NodeApi api, Stage stage, Draws draws) {
        this.number = number;
        this.api = api;
        this.stage = stage;
        this.draws = draws;
    }

    @Override
    public void run() {
        try {
            if (!arrive()) {
                stage.turnedAway();
                return;
            }
            while (!gone && !stage.over()) {
                try (Line line =
                        Line.open(api.client(), Line.at(api.node(), socketPath + "&after=" + seen), Map.of())) {
                    stay(line);
                } catch (IOException e) {
                    if (!gone) {
                        stage.socketLost();
                        LOG.debug("Customer {} lost the socket", number, e);
                        LockSupport.parkNanos(AGAIN.toNanos());
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("Customer {} could not open a chat: {}", number, e.toString());
            stage.turnedAway();
        } catch (InterruptedException _) {
            // The demo is over.
        }
    }

    private boolean arrive() throws IOException, InterruptedException {
        String queue = Scene.queue(draws);
        ObjectNode body = NodeApi.JSON
                .createObjectNode()
                .put("queue", queue)
                .put("name", "Customer " + number)
                .put("subject", Scene.subject(queue, draws));
        body.putObject("attributes").put("demo", stage.run());
        NodeApi.Answer answer = api.post(
                "/chat/v1/" + Scene.TENANT + "/sessions",
                Optional.empty(),
                body,
                "Idempotency-Key",
                UUID.randomUUID().toString());
        if (!answer.good()) {
            LOG.warn("Customer {} was refused: {} {}", number, answer.status(), answer.code());
            return false;
        }
        interaction = answer.body().path("interaction").asText();
        URI socket = URI.create(answer.body().path("ws").asText());
        socketPath = socket.getRawPath() + '?' + socket.getRawQuery();
        stage.opened(interaction);
        return true;
    }

    private void stay(Line line) throws IOException, InterruptedException {
        if (!served && !agenda.has("patience")) {
            agenda.in(draws.around(stage.settings().patience()), "patience", () -> {
                if (!served) {
                    stage.gaveUp(interaction);
                    leave(line);
                }
            });
        }
        while (!gone && !stage.over()) {
            Optional<JsonNode> frame = line.next(agenda.idle(LOOK_UP));
            if (frame.isPresent()) {
                take(line, frame.get());
            }
            if (stage.closing() && !gone && !leaving) {
                leave(line);
            } else if (leaving || !stage.frozen()) {
                agenda.due();
            }
        }
    }

    private void leave(Line line) throws IOException, InterruptedException {
        leaving = true;
        line.send(frame("leave"));
        agenda.in(Duration.ofSeconds(5), "leave", () -> leave(line));
    }

    private void take(Line line, JsonNode frame) throws IOException, InterruptedException {
        seen = Math.max(seen, frame.path("seq").asLong());
        switch (frame.path("type").asText()) {
            case "agent-joined" -> {
                served = true;
                stage.served(interaction);
                agenda.drop("patience");
            }
            case "message" -> {
                if (frame.path("from").asText().equals("agent")) {
                    line.send(frame("delivered").put("id", frame.path("id").asText()));
                    answer(line);
                }
            }
            case "ping" -> line.send(frame("pong"));
            case "closed" -> gone = true;
            case "bye" -> {
                gone = !frame.path("retry").asBoolean();
                throw new IOException("Expected to stay connected, but the node said bye");
            }
            default -> {}
        }
    }

    /** Three times at most: who answers each answer never comes to an end. */
    private void answer(Line line) {
        if (said < 3 && !stage.frozen()) {
            said++;
            String id = "c" + said;
            agenda.in(
                    draws.around(Duration.ofSeconds(3)),
                    "say",
                    () -> line.send(frame("message").put("id", id).put("text", draws.of(Scene.ASKS))));
        }
    }

    private static ObjectNode frame(String type) {
        return NodeApi.JSON.createObjectNode().put("type", type);
    }
}
