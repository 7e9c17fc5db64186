package io.cordboard.routing.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.expression.Expression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The versioned rules of one queue: whom it asks for, in which order it serves, and what it does when it cannot. One policy
 * is one JSON document; every part may be left out and then is as in {@link #DEFAULT}. Stored and sent, it is that document
 * with every part written out, so what a queue did yesterday does not depend on tomorrow's defaults.
 *
 * @param requirements minimum proficiency by skill, beside what the interaction itself asks; the higher of the two counts
 * @param where what else an agent must be, by what is known of agent and interaction; nothing, if absent
 * @param steps how that is relaxed with time, earliest first
 * @param score what {@link Strategy.BestScore}, {@link Strategy.WeightedRandom}, {@link Strategy.Percentage} and
 *     {@link Strategy.BatchOptimum} go by
 * @param order names of agents, for {@link Strategy.Ordered}
 * @param lastAgent whether an interaction first waits for the agent who served its customer last
 * @param simultaneousOffers how many agents may have an open offer of one interaction at once
 * @param hours when the queue is open; always, if absent
 */
public record Policy(
        Map<Skill, Integer> requirements,
        Optional<Expression> where,
        List<Step> steps,
        Strategy strategy,
        List<ScorePart> score,
        List<String> order,
        Priority priority,
        Optional<LastAgent> lastAgent,
        int simultaneousOffers,
        OfferTerms offer,
        WrapUp wrapUp,
        Overflow overflow,
        Optional<BusinessHours> hours,
        ServiceLevel serviceLevel,
        Connection connection,
        Transfer transfer,
        Recording recording) {

    public static final Policy DEFAULT = new Policy(
            Map.of(),
            Optional.empty(),
            List.of(),
            new Strategy.LongestIdle(),
            List.of(),
            List.of(),
            new Priority(0, Optional.empty()),
            Optional.empty(),
            1,
            new OfferTerms(Duration.ofSeconds(20), 2, false),
            new WrapUp(WrapUp.Mode.NONE, Duration.ofSeconds(120)),
            Overflow.NONE,
            Optional.empty(),
            new ServiceLevel(Duration.ofSeconds(20), 0.8),
            new Connection(Duration.ofSeconds(15), Duration.ofSeconds(60), Connection.Then.REQUEUE),
            new Transfer(true, Optional.empty()),
            Recording.NEVER);

    public Policy {
        requirements = Limits.minimums(requirements);
        Limits.count("steps", steps, Limits.STEPS);
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).after().compareTo(steps.get(i - 1).after()) <= 0) {
                throw new IllegalArgumentException("Expected each step after the one before it, but step " + (i + 1)
                        + " is after " + steps.get(i).after() + " and step " + i + " after "
                        + steps.get(i - 1).after());
            }
        }
        Limits.count("parts of a score", score, Limits.SCORE_PARTS);
        score = List.copyOf(score);
        Strategy.problem(strategy, score).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        Limits.count("agents in order", order, Limits.ORDERED);
        order = List.copyOf(order);
        Limits.OFFERS.require("simultaneousOffers", simultaneousOffers);
        if (simultaneousOffers > 1 && strategy instanceof Strategy.BatchOptimum) {
            throw new IllegalArgumentException(
                    "Expected one offer at a time with the strategy batch-optimum, but got " + simultaneousOffers);
        }
        if (priority.order() == Priority.Order.LIFO && strategy instanceof Strategy.BatchOptimum) {
            throw new IllegalArgumentException("Expected the order fifo with the strategy batch-optimum, but got lifo");
        }
    }

    /** What an agent must be once so many steps have fired: what {@link #where} says, or any of theirs. */
    public Expression condition(int fired) {
        if (where.isEmpty()) {
            return Expression.Constant.ALWAYS;
        }
        List<Expression> any = new ArrayList<>(List.of(where.get()));
        steps.subList(0, fired).forEach(step -> step.where().ifPresent(any::add));
        return Expression.any(any);
    }

    /** Tells its steps from others, for what remembers how many of them have fired: equal for equal steps. */
    public String stepsMark() {
        return PolicyWriter.mark(PolicyWriter.steps(this));
    }

    /** Reads the document again. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Policy of(JsonNode document) {
        return PolicyCodec.read(document).orThrow();
    }

    /** The whole document, every part written out. */
    @JsonValue
    public JsonNode toJson() {
        return PolicyCodec.write(this);
    }

    /** This policy with some parts changed: {@code policy.with(draft -> draft.simultaneousOffers = 3)}. */
    public Policy with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.policy();
    }

    /** A policy in the making. */
    public static final class Draft {
        public Map<Skill, Integer> requirements;
        public Optional<Expression> where;
        public List<Step> steps;
        public Strategy strategy;
        public List<ScorePart> score;
        public List<String> order;
        public Priority priority;
        public Optional<LastAgent> lastAgent;
        public int simultaneousOffers;
        public OfferTerms offer;
        public WrapUp wrapUp;
        public Overflow overflow;
        public Optional<BusinessHours> hours;
        public ServiceLevel serviceLevel;
        public Connection connection;
        public Transfer transfer;
        public Recording recording;

        private Draft(Policy from) {
            requirements = from.requirements;
            where = from.where;
            steps = from.steps;
            strategy = from.strategy;
            score = from.score;
            order = from.order;
            priority = from.priority;
            lastAgent = from.lastAgent;
            simultaneousOffers = from.simultaneousOffers;
            offer = from.offer;
            wrapUp = from.wrapUp;
            overflow = from.overflow;
            hours = from.hours;
            serviceLevel = from.serviceLevel;
            connection = from.connection;
            transfer = from.transfer;
            recording = from.recording;
        }

        private Policy policy() {
            return new Policy(
                    requirements,
                    where,
                    steps,
                    strategy,
                    score,
                    order,
                    priority,
                    lastAgent,
                    simultaneousOffers,
                    offer,
                    wrapUp,
                    overflow,
                    hours,
                    serviceLevel,
                    connection,
                    transfer,
                    recording);
        }
    }
}
