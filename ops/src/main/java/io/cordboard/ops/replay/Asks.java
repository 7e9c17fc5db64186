package io.cordboard.ops.replay;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import java.util.Map;

/**
 * What a contact asks for, beside its queue, and how it was answered.
 *
 * @param lastAgent its place among {@link Trace#agents}; {@link Call#NOBODY} if none is known
 * @param ringNanos how long its agent took to accept it
 */
public record Asks(Medium medium, Map<Skill, Integer> skills, int lastAgent, Attributes attributes, long ringNanos) {

    /** A call of which nothing is known. */
    public static final Asks NOTHING = calling(Attributes.NONE);

    public Asks {
        skills = Map.copyOf(skills);
    }

    /** A call of which this is known, accepted at once. */
    static Asks calling(Attributes attributes) {
        return new Asks(Medium.VOICE, Map.of(), Call.NOBODY, attributes, 0);
    }
}
