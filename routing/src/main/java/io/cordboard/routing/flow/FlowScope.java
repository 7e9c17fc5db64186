package io.cordboard.routing.flow;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
import java.time.Instant;

/**
 * What is known around a run when it takes a turn.
 *
 * @param attributes of the interaction, with {@code customer} and {@code customer.*} among them, as everywhere
 * @param queues by name, each an object with what {@link FlowConditions} names; a queue of which nothing is known may be missing
 */
public record FlowScope(Medium medium, Attributes attributes, Attributes queues, Instant now) {}
