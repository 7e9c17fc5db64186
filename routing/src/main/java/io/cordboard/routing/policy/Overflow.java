package io.cordboard.routing.policy;

import io.cordboard.routing.expression.Expression;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a queue gives an interaction away because it is too long a line, or too long a wait. */
public record Overflow(List<Rule> rules) {

    public static final Overflow NONE = new Overflow(List.of());

    /** One reason to give away, and where to. */
    public sealed interface Rule {
        Destination to();
    }

    /** Its wait in this queue has reached {@code limit}. */
    public record WaitOver(Duration limit, Destination to) implements Rule {
        public WaitOver {
            Range.require("waitOver", limit, Limits.TICK, Limits.MONTH);
        }
    }

    /** With this arrival more than {@code limit} would wait. */
    public record LengthOver(int limit, Destination to) implements Rule {
        public LengthOver {
            Limits.LENGTH.require("lengthOver", limit);
        }
    }

    /** The queue is as the condition says; see {@link QueueConditions}. Not looked at on arrival: it must hold
     * for some seconds, and the last in line go first. */
    public record When(Expression condition, Destination to) implements Rule {}

    public Overflow {
        Limits.count("overflow rules", rules, Limits.OVERFLOW_RULES);
        rules = List.copyOf(rules);
    }

    /** Tells its rules from others: equal for equal rules. */
    public String mark() {
        return PolicyWriter.mark(PolicyWriter.rules(this));
    }

    /** Where an arrival goes when {@code waiting} others wait already: the first rule that applies, in the document's order. */
    public Optional<Destination> onArrival(int waiting) {
        return rules.stream()
                .filter(rule -> rule instanceof LengthOver(int limit, _) && waiting >= limit)
                .map(Rule::to)
                .findFirst();
    }

    /** When the first rule on the wait of an interaction applies. */
    public Optional<Instant> dueAt(Instant enqueued) {
        return waits().map(rule -> enqueued.plus(rule.limit())).min(Comparator.naturalOrder());
    }

    /**
     * For an interaction that the rule which applied could not place: when it would have had to come for its first rule to apply
     * just when the next one does, later than {@code now}. Empty if there is no such rule.
     */
    public Optional<Instant> asIfCame(Instant enqueued, Instant now) {
        return waits().map(rule -> enqueued.plus(rule.limit()))
                .filter(due -> due.isAfter(now))
                .min(Comparator.naturalOrder())
                .map(due -> enqueued.plus(Duration.between(dueAt(enqueued).orElseThrow(), due)));
    }

    /** Where an interaction goes that still waits at {@code now}: the rule that has applied last. */
    public Optional<Destination> onWait(Instant enqueued, Instant now) {
        return waits().filter(rule -> !enqueued.plus(rule.limit()).isAfter(now))
                .reduce((one, other) -> other.limit().compareTo(one.limit()) > 0 ? other : one)
                .map(Rule::to);
    }

    private Stream<WaitOver> waits() {
        return rules.stream().filter(WaitOver.class::isInstance).map(WaitOver.class::cast);
    }
}
