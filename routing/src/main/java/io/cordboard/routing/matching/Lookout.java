package io.cordboard.routing.matching;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.QueueConditions;
import io.cordboard.routing.policy.Step;
import io.cordboard.routing.queue.QueueId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Looks at the queues whose policies have conditions on queues, each second, and says what these bring about. A condition counts
 * once it has held for three looks in a row: an agent who is left alone for a moment is soon back, and no step is taken back.
 */
final class Lookout {

    private static final long SECOND = 1_000_000_000L;

    private static final int IN_A_ROW = 3;

    /** So much is looked at in a second at the most; where there is more, looks are further apart. */
    private static final int CLASSES = 1_000;

    private static final int WAITING = 20_000;

    /** So many are told at a time; the rest at the next look. */
    private static final int MOST_TOLD = 500;

    private static final int MOST_SENT = 100;

    /** Nobody is sent elsewhere who has just come: two queues that send to each other do it slowly. */
    private static final long SHORTEST_STAY = 5 * SECOND;

    /** What was told and not taken note of is told again after 1, 2, 4 ... s, up to this. */
    private static final long LONGEST_BACKOFF = 32 * SECOND;

    /** Whoever could not be sent elsewhere by then stays. */
    private static final long GIVES_UP = 8 * SECOND;

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

    /** When to look again. */
    static long next(Desk desk, long now) {
        int classes = desk.lines.stream().mapToInt(line -> line.classes.size()).sum();
        return Nanos.add(now, SECOND * Math.max(1, Math.max(classes / CLASSES, desk.waiting / WAITING)));
    }

    /** Marks the steps that fire now; gives the entries for which they do, to be placed anew. */
    List<Entry> steps(Desk desk, long now) {
        List<Entry> moved = new ArrayList<>();
        if (!firesEarly(desk.ruling) && !firesEarly(desk.tried)) {
            return moved;
        }
        Map<String, Object> ofDesk = known(desk, now);
        for (Line line : desk.lines) {
            for (DemandClass of : line.classes.values()) {
                int step = of.entries.isEmpty() ? 0 : firstStep(of, known(ofDesk, of));
                of.looks = step == 0 ? 0 : step == of.next ? of.looks + 1 : 1;
                of.next = step;
                if (of.looks >= IN_A_ROW) {
                    for (Entry entry : of.entries) {
                        entry.firedEarly = step;
                        desk.untold.add(entry);
                        moved.add(entry);
                    }
                }
            }
        }
        return moved;
    }

    private static boolean firesEarly(Rules rules) {
        return rules.policy != null
                && rules.policy.steps().stream().anyMatch(step -> step.when().isPresent());
    }

    /** The first step after those that have fired whose condition holds, counted from 1; 0 if there is none. */
    private static int firstStep(DemandClass of, Attributes known) {
        List<Step> steps = policy(of.rules()).steps();
        for (int i = of.key.step(); i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.when().filter(when -> when.holds(known)).isPresent()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Marks those whom an overflow rule sends elsewhere, the last in line first, as long as it applies without them. */
    void overflow(Desk desk, long now) {
        if (!sendsAway(desk.ruling) && !sendsAway(desk.tried)) {
            return;
        }
        Map<String, Object> ofDesk = known(desk, now);
        NavigableMap<Entry, Iterator<Entry>> lasts = new TreeMap<>(Comparator.reverseOrder());
        for (Line line : desk.lines) {
            for (DemandClass of : line.classes.values()) {
                boolean applies = !of.entries.isEmpty() && rule(policy(of.rules()), known(ofDesk, of)) >= 0;
                of.overflowLooks = applies ? of.overflowLooks + 1 : 0;
                if (of.overflowLooks >= IN_A_ROW) {
                    goOn(lasts, of.entries.descendingIterator());
                }
            }
        }
        int sent = 0;
        while (!lasts.isEmpty() && sent < MOST_SENT) {
            var last = lasts.pollFirstEntry();
            Entry entry = last.getKey();
            if (entry.sent == null
                    && !entry.staysPut
                    && hasStayed(entry, now)
                    && entry.home instanceof DemandClass of) {
                int rule = rule(policy(of.rules()), known(ofDesk, of));
                if (rule < 0) {
                    // Nor does one apply to those of its class before it.
                    continue;
                }
                send(entry, rule);
                sent++;
                ofDesk = known(desk, now);
            }
            goOn(lasts, last.getValue());
        }
    }

    private static void goOn(Map<Entry, Iterator<Entry>> lasts, Iterator<Entry> ofClass) {
        if (ofClass.hasNext()) {
            lasts.put(ofClass.next(), ofClass);
        }
    }

    private static boolean sendsAway(Rules rules) {
        return rules.policy != null
                && rules.policy.overflow().rules().stream().anyMatch(Overflow.When.class::isInstance);
    }

    private static Policy policy(Rules rules) {
        return Objects.requireNonNull(rules.policy);
    }

    private static boolean hasStayed(Entry entry, long now) {
        return now - Nanos.of(entry.waiting().enqueued()) >= SHORTEST_STAY;
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

    private void send(Entry entry, int rule) {
        Desk desk = entry.desk;
        Desk to =
                policy(entry.rules()).overflow().rules().get(rule).to() instanceof Destination.ToQueue(String name, _)
                        ? register.deskIfKnown(new QueueId(desk.queue.tenant(), name))
                        : null;
        entry.sent = new Entry.Sent(rule, to);
        entry.untried();
        desk.countAnew();
        desk.leaving++;
        if (to != null) {
            to.coming++;
        }
        desk.untold.add(entry);
    }

    /** Tells what has fired or applies and was not taken note of, as far as it is due. */
    void tell(Desk desk, long now, List<Verdict> verdicts) {
        if (desk.untold.isEmpty() || desk.policy() == null) {
            return;
        }
        for (Entry entry : List.copyOf(desk.untold)) {
            if (entry.isKnown()) {
                desk.untold.remove(entry);
                entry.untried();
            } else if (entry.tellAt <= now && verdicts.size() < MOST_TOLD) {
                if (entry.sent != null && entry.backoff >= GIVES_UP) {
                    entry.comesBack();
                    entry.staysPut = true;
                    continue;
                }
                verdicts.add(verdict(entry));
                entry.backoff = Math.clamp(entry.backoff * 2, SECOND, LONGEST_BACKOFF);
                entry.tellAt = Nanos.add(now, entry.backoff);
            }
        }
    }

    private static Verdict verdict(Entry entry) {
        Waiting waiting = entry.waiting();
        Desk desk = entry.desk;
        Rules rules = entry.rules();
        if (entry.sent != null) {
            return new Verdict.Overflowed(
                    waiting.interaction(), desk.queue, waiting.enqueued(), rules.overflowMark, entry.sent.rule());
        }
        return new Verdict.StepFired(
                waiting.interaction(),
                desk.queue,
                waiting.enqueued(),
                rules.version,
                rules.stepsMark,
                entry.firedEarly,
                policy(rules)
                        .steps()
                        .get(entry.firedEarly - 1)
                        .when()
                        .map(Object::toString)
                        .orElse(""));
    }

    /** How far the queue's places move forward because it misses its service level, in nanoseconds. */
    long credit(Desk desk, long now) {
        Policy policy = desk.policy();
        if (policy == null || policy.priority().serviceLevelCredit().isEmpty()) {
            return 0;
        }
        long step = policy.priority().serviceLevelCredit().get().toNanos() / CREDIT_STEPS;
        double asked = policy.serviceLevel().share();
        OptionalDouble level = desk.serviceLevel(now);
        double missed = level.isEmpty() || asked == 0 ? 0 : Math.max(0, asked - level.getAsDouble()) / asked;
        // Not to and fro at the border of two steps.
        boolean stays = Math.abs(missed * CREDIT_STEPS * step - desk.credit) < 0.75 * step;
        return stays ? desk.credit : Math.round(missed * CREDIT_STEPS) * step;
    }

    /** What conditions may ask for one of these, with what is the same for all in its queue. */
    private Attributes known(Map<String, Object> ofDesk, DemandClass of) {
        Map<String, Object> known = new HashMap<>(ofDesk);
        Desk desk = of.line.desk;
        if (desk.asks(QueueConditions.AGENTS)) {
            known.put(QueueConditions.AGENTS, (long) floor.count(of, false));
        }
        if (desk.asks(QueueConditions.AVAILABLE)) {
            known.put(QueueConditions.AVAILABLE, (long) floor.count(of, true));
        }
        return Attributes.NONE.joined(known);
    }

    private Map<String, Object> known(Desk desk, long now) {
        Map<String, Object> known = ofAny(desk, desk, now);
        Map<String, Object> others = new HashMap<>();
        for (QueueId queue : desk.others()) {
            Desk other = register.deskIfKnown(queue);
            if (other != null) {
                others.put(queue.name(), ofAny(other, desk, now));
            }
        }
        known.put(QueueConditions.OTHERS, others);
        return known;
    }

    private static Map<String, Object> ofAny(Desk desk, Desk asking, long now) {
        Map<String, Object> known = new HashMap<>();
        int waiting = desk.expected();
        known.put(QueueConditions.WAITING, (long) waiting);
        desk.pace.estimate(waiting, now).ifPresent(nanos -> known.put(QueueConditions.ESTIMATE, nanos / 1e9));
        if (asking.asks(QueueConditions.SERVICE_LEVEL)) {
            desk.serviceLevel(now).ifPresent(level -> known.put(QueueConditions.SERVICE_LEVEL, level));
        }
        return known;
    }
}
