package io.cordboard.routing.matching;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.ScorePart;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well agents suit one interaction by its queue's score: the sum of its parts' points.
 *
 * <p>A part without a condition goes by what was asked for before any step: the mean over each skill asked for, and over each
 * conjunct of the queue's condition. A conjunct counts 1 if it is met. A skill counts 1/2 where the proficiency is just what is
 * asked, and by 1/(1 + 2^-d) more or less where it lies d above or below: so the first steps up or down matter most, and nobody
 * wins by being far too good at one thing. Asked for nothing, all have 1.
 */
final class Score implements Comparator<Seat> {

    /** What was asked for, in place of parts. */
    private static final List<ScorePart> DEFAULT = List.of(new ScorePart(1, Optional.empty()));

    private final List<ScorePart> parts;

    /** By part, with what is known of the interaction filled in; null where it has no condition. */
    private final @Nullable Expression[] conditions;

    private final NavigableMap<Skill, Integer> asked;

    /** The conjuncts of the queue's condition, each with what is known of the interaction filled in. */
    private final List<Expression> where;

    /** The last two looked at: the best so far is compared with many. */
    private @Nullable Seat latest;

    private @Nullable Seat before;
    private double ofLatest;
    private double ofBefore;

    Score(Policy policy, Waiting waiting) {
        parts = policy.score().isEmpty() ? DEFAULT : policy.score();
        Attributes known = waiting.known();
        Attributes customer = waiting.customer();
        conditions = new @Nullable Expression[parts.size()];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = parts.get(i)
                    .where()
                    .map(each -> each.given(known, customer))
                    .orElse(null);
        }
        asked = Standing.needs(policy, waiting.skills(), 0);
        where = policy.condition(0).conjuncts().stream()
                .map(each -> each.given(known, customer))
                .toList();
    }

    /** The higher score first, then the longer idle, then the lower id. */
    @Override
    public int compare(Seat one, Seat other) {
        int byScore = Double.compare(of(other), of(one));
        return byScore != 0 ? byScore : one.compareTo(other);
    }

    /** How far the score lies below the most that its parts can give, from 0 to 1, where 1 is the least that they can give. */
    double shortfall(Seat seat) {
        double most = 0;
        double least = 0;
        for (ScorePart part : parts) {
            most += Math.max(0, part.points());
            least += Math.min(0, part.points());
        }
        return most == least ? 0 : (most - of(seat)) / (most - least);
    }

    double of(Seat seat) {
        if (seat == latest) {
            return ofLatest;
        }
        double score = ofBefore;
        if (seat != before) {
            score = 0;
            for (int i = 0; i < conditions.length; i++) {
                score += part(i, seat);
            }
        }
        before = latest;
        ofBefore = ofLatest;
        latest = seat;
        ofLatest = score;
        return score;
    }

    /** The points of each part, in the policy's order. */
    List<Double> parts(Seat seat) {
        return java.util.stream.IntStream.range(0, conditions.length)
                .mapToObj(i -> part(i, seat))
                .toList();
    }

    private double part(int number, Seat seat) {
        Expression condition = conditions[number];
        int points = parts.get(number).points();
        if (condition == null) {
            return points * match(seat);
        }
        return condition.holds(seat.known()) ? points : 0;
    }

    private double match(Seat seat) {
        double sum = 0;
        for (Map.Entry<Skill, Integer> each : asked.entrySet()) {
            int above = seat.agent.skills().getOrDefault(each.getKey(), 0) - each.getValue();
            sum += 1 / (1 + Math.pow(2, -above));
        }
        for (Expression each : where) {
            sum += each.holds(seat.known()) ? 1 : 0;
        }
        int of = asked.size() + where.size();
        return of == 0 ? 1 : sum / of;
    }
}
