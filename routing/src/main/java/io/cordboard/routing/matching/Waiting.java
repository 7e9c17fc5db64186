package io.cordboard.routing.matching;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the matching kernel knows of an interaction that waits in a queue; what its place says can be asked of it, too.
 *
 * @param attributes what is known of it and of its customer, for the conditions of policies
 */
public record Waiting(InteractionId interaction, Medium medium, Place place, Attributes attributes) {

    private static final String OF_CUSTOMER = "customer.";

    /** One of which nothing more is known. */
    public Waiting(InteractionId interaction, Medium medium, Place place) {
        this(interaction, medium, place, Attributes.NONE);
    }

    /** What conditions may ask of it. */
    Attributes known() {
        return known(medium, attributes);
    }

    /** What conditions may ask of its customer. */
    Attributes customer() {
        return customer(attributes);
    }

    /** What conditions may ask of an interaction with these attributes. */
    public static Attributes known(Medium medium, Attributes attributes) {
        return attributes.joined(Map.of("medium", medium.name()));
    }

    /** What they may ask of its customer: the object of that name, and what has a name that begins with it and a dot. */
    public static Attributes customer(Attributes attributes) {
        Map<String, Object> dotted = new TreeMap<>();
        attributes.members().forEach((name, value) -> {
            if (name.startsWith(OF_CUSTOMER)) {
                dotted.put(name.substring(OF_CUSTOMER.length()), value);
            }
        });
        return attributes.object("customer").joined(dotted);
    }

    public QueueId queue() {
        return place.queue();
    }

    public int priority() {
        return place.priority();
    }

    public Instant since() {
        return place.since();
    }

    public Instant enqueued() {
        return place.enqueued();
    }

    public Map<Skill, Integer> skills() {
        return place.skills();
    }

    public Optional<AgentId> lastAgent() {
        return place.lastAgent();
    }

    public Optional<AgentId> onlyAgent() {
        return place.onlyAgent();
    }

    public Set<AgentId> excluded() {
        return place.excluded();
    }

    public Optional<Instant> transferred() {
        return place.transferred();
    }

    /** The same, and not for these either. */
    public Waiting excluding(Set<AgentId> others) {
        return excluded().containsAll(others)
                ? this
                : new Waiting(interaction, medium, place.excluding(others), attributes);
    }
}
