package io.cordboard.node.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether an agent was given somebody although another had waited longer in the same queue, for the same medium, with no
 * lower a priority, and could have been given instead.
 */
final class Overtaking {

    /** A reservation that is lost with its agent's node holds an interaction up for 3 s, until the router takes it for lost. */
    private static final Duration NEWS = Duration.ofSeconds(5);

    private record Line(String queue, Medium medium) {}

    /** One stay in a line: known to the queue from {@code from}, over at {@code until}. */
    private record Stay(String interaction, Place place, Instant from, Instant until) {}

    /** {@code agent} had an offer of the interaction, or the work on it. */
    private record Held(String agent, Instant from, Instant until) {}

    private final Map<Line, List<Stay>> stays = new HashMap<>();
    private final Map<String, List<Held>> held = new HashMap<>();
    private final List<String> overtakings = new ArrayList<>();

    Overtaking(
            Histories<InteractionCommand, InteractionEvent> interactions,
            Histories<AgentCommand, AgentEvent> agents,
            Histories<QueueCommand, QueueEvent> queues) {
        queues.byEntity()
                .forEach((queue, history) -> history.forEach(event -> {
                    if (event instanceof QueueEvent.Enqueued e) {
                        stays.computeIfAbsent(new Line(queue, e.medium()), _ -> new ArrayList<>())
                                .add(new Stay(
                                        e.interaction().toString(),
                                        e.place(),
                                        e.at(),
                                        end(interactions.of(e.interaction().toString()), e.place())));
                    }
                }));
        agents.byEntity()
                .forEach((agent, history) -> history.forEach(event -> {
                    if (event instanceof AgentEvent.Reserved e) {
                        held.computeIfAbsent(e.interaction().toString(), _ -> new ArrayList<>())
                                .add(new Held(agent, e.at(), end(history, e.offer())));
                    }
                }));
        agents.byEntity()
                .forEach((agent, history) -> history.forEach(event -> {
                    if (event instanceof AgentEvent.Reserved e) {
                        look(agent, e);
                    }
                }));
    }

    /** When the stay at {@code place} ended. */
    private static Instant end(List<InteractionEvent> history, Place place) {
        return history.stream()
                .dropWhile(event -> !begins(event, place))
                .skip(1)
                .flatMap(event -> switch (event) {
                    case InteractionEvent.Queued e -> Stream.of(e.at());
                    case InteractionEvent.Assigned e -> Stream.of(e.at());
                    case InteractionEvent.Closed e -> Stream.of(e.at());
                    default -> Stream.<Instant>empty();
                })
                .findFirst()
                .orElse(Instant.MIN);
    }

    private static boolean begins(InteractionEvent event, Place place) {
        return switch (event) {
            case InteractionEvent.Opened e -> e.place().enqueued().equals(place.enqueued());
            case InteractionEvent.Queued e -> e.place().enqueued().equals(place.enqueued());
            default -> false;
        };
    }

    private static Instant end(List<AgentEvent> history, OfferId offer) {
        for (AgentEvent event : history) {
            if (event instanceof AgentEvent.Released e && e.offer().equals(offer)) {
                return e.at();
            }
            if (event instanceof AgentEvent.Finished e && e.offer().equals(offer)) {
                return e.at();
            }
        }
        return Instant.MAX;
    }

    private void look(String agent, AgentEvent.Reserved given) {
        Instant at = given.at();
        var line = stays.getOrDefault(new Line(given.queue().toString(), given.medium()), List.of());
        var places = line.stream()
                .filter(stay -> stay.interaction().equals(given.interaction().toString()))
                .map(Stay::place)
                .toList();
        if (places.isEmpty()) {
            return;
        }
        Place place = places.getFirst();
        line.stream()
                .filter(stay -> stay.place().since().isBefore(place.since())
                        && stay.place().priority() >= place.priority()
                        && stay.from().plus(NEWS).isBefore(at)
                        && stay.until().isAfter(at))
                .filter(stay -> free(stay, agent, at))
                .forEach(stay -> overtakings.add(stay.interaction() + ", in line since "
                        + stay.place().since() + " and with the queue since " + stay.from() + ", overtaken at " + at
                        + " by " + given.interaction() + ", in line since " + place.since() + ", given to " + agent));
    }

    /** Whether it could have been given to {@code agent}: it was with nobody, and this agent has not had it. */
    private boolean free(Stay stay, String agent, Instant at) {
        return held.getOrDefault(stay.interaction(), List.of()).stream()
                        .noneMatch(h -> h.agent().equals(agent)
                                || (h.from().minus(NEWS).isBefore(at)
                                        && (h.until().equals(Instant.MAX)
                                                || h.until().plus(NEWS).isAfter(at))))
                && stay.place().excluded().stream().noneMatch(e -> e.toString().equals(agent));
    }

    void isNowhere() {
        assertThat(overtakings).as("overtakings").isEmpty();
    }
}
