package io.cordboard.routing.matching;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who meets which condition: for each that somebody waits with, the set of seats that meet it. A condition here asks of the
 * agent alone; what it asks of the interaction was filled in when the interaction came, so that many share one.
 */
final class Conditions {

    private final Map<Expression, Met> all = new HashMap<>();

    /** The seats that meet one condition. */
    static final class Met {
        final Expression condition;
        final Bits seats = new Bits();
        private int uses;

        private Met(Expression condition) {
            this.condition = condition;
        }

        private void mark(Seat seat) {
            seats.set(seat.number, condition.holds(seat.known()));
        }
    }

    /** Those of {@code seats} who meet {@code condition}, now and later; to be given back by {@link #release}. */
    Met use(Expression condition, Collection<Seat> seats) {
        Met met = all.get(condition);
        if (met == null) {
            met = new Met(condition);
            all.put(condition, met);
            seats.forEach(met::mark);
        }
        met.uses++;
        return met;
    }

    void release(Met met) {
        if (--met.uses == 0) {
            all.remove(met.condition);
        }
    }

    /** To be called when what is known of a seat is new. */
    void add(Seat seat) {
        all.values().forEach(met -> met.mark(seat));
    }

    void remove(Seat seat) {
        all.values().forEach(met -> met.seats.set(seat.number, false));
    }

    /** What conditions may ask of an agent: what the administrator says, and over it what routing itself knows. */
    static Attributes known(ReadyAgent agent) {
        Map<String, Object> skills = new LinkedHashMap<>();
        agent.skills().forEach((skill, proficiency) -> skills.put(skill.name(), (long) proficiency));
        Map<String, Object> built = new LinkedHashMap<>();
        built.put("name", agent.agent().name());
        agent.team().ifPresent(team -> built.put("team", team.name()));
        built.put("skills", skills);
        return agent.attributes().joined(built);
    }
}
