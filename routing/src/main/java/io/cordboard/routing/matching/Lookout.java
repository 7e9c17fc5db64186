package io.cordboard.routing.matching;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.QueueConditions;
import io.cordboard.routing.policy.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Looks each second at the queues whose policies have conditions on queues, and says what these bring about. */
final class Lookout {

    static final long INTERVAL = 1_000_000_000L;

    /** So many verdicts are given for one queue at a time; the rest a second later. */
    private static final int MOST = 500;

    /** The credit for a missed service level moves in so many steps, since each moves all who wait. */
    private static final int CREDIT_STEPS = 10;

    private final Register register;
    private final Floor floor;

    Lookout(Register register, Floor floor) {
        this.register = register;
        this.floor = floor;
    }

    /** Whether there is anything to look at. */
    static boolean isNeeded(Desk desk) {
        return desk.waiting > 0 && desk.isConditional();
    }

    /** What conditions bring about in a queue now. Steps that fire are marked at their entries, which are to be placed anew. */
    List<Verdict> look(Desk desk, long now) {
        Policy policy = desk.policy;
        List<Verdict> verdicts = new ArrayList<>();
        if (policy == null || desk.conditions().isEmpty()) {
            return verdicts;
        }
        Map<String, Object> ofDesk = known(desk, now);
        for (Line line : desk.lines) {
            for (DemandClass of : line.classes.values()) {
                if (!of.entries.isEmpty()) {
                    look(of, policy, known(ofDesk, of), verdicts);
                }
            }
        }
        return verdicts;
    }

    private static void look(DemandClass of, Policy policy, Attributes known, List<Verdict> verdicts) {
        Desk desk = of.line.desk;
        int fired = fired(policy, of.key.step(), known);
        int rule = rule(policy, known);
        for (Entry entry : of.entries) {
            if (verdicts.size() >= MOST) {
                return;
            }
            if (rule >= 0) {
                verdicts.add(new Verdict.Overflowed(
                        entry.waiting().interaction(),
                        desk.queue,
                        entry.waiting().enqueued(),
                        desk.version,
                        rule));
            }
            entry.firedEarly = Math.max(entry.firedEarly, fired);
            if (entry.firedEarly > entry.firedKnown(desk.version)) {
                verdicts.add(new Verdict.StepFired(
                        entry.waiting().interaction(),
                        desk.queue,
                        entry.waiting().enqueued(),
                        desk.version,
                        entry.firedEarly,
                        policy.steps()
                                .get(entry.firedEarly - 1)
                                .when()
                                .map(Object::toString)
                                .orElse("")));
            }
        }
    }

    /** How many steps have fired because of a condition, for a class for which {@code before} have; 0 if no more than these. */
    private static int fired(Policy policy, int before, Attributes known) {
        for (int i = policy.steps().size(); i > before; i--) {
            Step step = policy.steps().get(i - 1);
            if (step.when().filter(when -> when.holds(known)).isPresent()) {
                return i;
            }
        }
        return 0;
    }

    private static int rule(Policy policy, Attributes known) {
        List<Overflow.Rule> rules = policy.overflow().rules();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof Overflow.When(var condition, _) && condition.holds(known)) {
                return i;
            }
        }
        return -1;
    }

    /** How far the queue's places move forward because it misses its service level, in nanoseconds. */
    long credit(Desk desk, long now) {
        if (desk.policy == null || desk.policy.priority().serviceLevelCredit().isEmpty()) {
            return 0;
        }
        long whole = desk.policy.priority().serviceLevelCredit().get().toNanos();
        double asked = desk.policy.serviceLevel().share();
        OptionalDouble level = desk.pace.serviceLevel(desk.overdue(now), now);
        double missed = level.isEmpty() || asked == 0 ? 0 : Math.max(0, asked - level.getAsDouble()) / asked;
        return Math.round(missed * CREDIT_STEPS) * (whole / CREDIT_STEPS);
    }

    /** What conditions may ask for one of these, with what is the same for all in its queue. */
    private Attributes known(Map<String, Object> ofDesk, DemandClass of) {
        Map<String, Object> known = new HashMap<>(ofDesk);
        known.put(QueueConditions.AGENTS, (long) floor.count(of, false));
        known.put(QueueConditions.AVAILABLE, (long) floor.count(of, true));
        return Attributes.NONE.joined(known);
    }

    private Map<String, Object> known(Desk desk, long now) {
        Map<String, Object> known = ofAny(desk, now);
        Map<String, Object> others = new HashMap<>();
        for (var queue : desk.others()) {
            Desk other = register.deskIfKnown(queue);
            if (other != null) {
                others.put(queue.name(), ofAny(other, now));
            }
        }
        known.put(QueueConditions.OTHERS, others);
        return known;
    }

    private static Map<String, Object> ofAny(Desk desk, long now) {
        Map<String, Object> known = new HashMap<>();
        known.put(QueueConditions.WAITING, (long) desk.waiting);
        desk.pace.estimate(desk.waiting, now).ifPresent(nanos -> known.put(QueueConditions.ESTIMATE, nanos / 1e9));
        desk.pace
                .serviceLevel(desk.overdue(now), now)
                .ifPresent(level -> known.put(QueueConditions.SERVICE_LEVEL, level));
        return known;
    }
}
