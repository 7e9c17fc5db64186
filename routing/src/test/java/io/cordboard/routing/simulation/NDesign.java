package io.cordboard.routing.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The N-design as a Markov chain in continuous time, solved by iteration: two classes of customers, dedicated agents who serve A
 * alone and flexible ones who serve both. An arrival goes to whoever of those who may have it has been idle for longest; a
 * flexible agent who gets free takes B before A, whenever each has come.
 *
 * <p>A state is who is idle in what order (as the kernel sees it, so the chain has to), how many flexible agents work on A, and
 * how many wait. The lines are cut at a length that is next to never reached; {@link #cut} says how nearly never.
 */
final class NDesign {

    private static final int LONGEST_A = 90;
    private static final int LONGEST_B = 60;

    /** @param idle D for a dedicated agent and F for a flexible one, longest idle first */
    private record Phase(String idle, int flexibleOnA, int waitingA, int waitingB) {

        boolean hasIdle(char kind) {
            return idle.indexOf(kind) >= 0;
        }

        long idle(char kind) {
            return idle.chars().filter(each -> each == kind).count();
        }

        Phase with(String nowIdle, int onA, int a, int b) {
            return new Phase(nowIdle, onA, a, b);
        }

        Phase without(int index, int moreOnA) {
            return with(
                    idle.substring(0, index) + idle.substring(index + 1), flexibleOnA + moreOnA, waitingA, waitingB);
        }
    }

    private record Move(int from, int to, double perSecond) {}

    private final int dedicated;
    private final int flexible;
    private final double arrivalsA;
    private final double arrivalsB;
    private final double serviceA;
    private final double serviceB;

    private final Map<Phase, Integer> numbers = new HashMap<>();
    private final List<Phase> phases = new ArrayList<>();
    private final Deque<Phase> unexplored = new ArrayDeque<>();
    private final List<Move> moves = new ArrayList<>();
    private final double[] likely;

    /** Arrivals and services a second. */
    NDesign(int dedicated, int flexible, double arrivalsA, double arrivalsB, double serviceA, double serviceB) {
        this.dedicated = dedicated;
        this.flexible = flexible;
        this.arrivalsA = arrivalsA;
        this.arrivalsB = arrivalsB;
        this.serviceA = serviceA;
        this.serviceB = serviceB;
        number(new Phase("D".repeat(dedicated) + "F".repeat(flexible), 0, 0, 0));
        while (!unexplored.isEmpty()) {
            explore(unexplored.remove());
        }
        likely = solve();
    }

    double waitProbabilityA() {
        return sum(phase -> phase.idle().isEmpty() ? 1 : 0);
    }

    double waitProbabilityB() {
        return sum(phase -> phase.hasIdle('F') ? 0 : 1);
    }

    /** By Little's law. */
    double meanWaitSecondsA() {
        return sum(Phase::waitingA) / arrivalsA;
    }

    double meanWaitSecondsB() {
        return sum(Phase::waitingB) / arrivalsB;
    }

    /** The share of A that a flexible agent serves. */
    double flexibleShareOfA() {
        return sum(Phase::flexibleOnA) * serviceA / arrivalsA;
    }

    /** How likely a line is as long as it can be here. */
    double cut() {
        return sum(phase -> phase.waitingA() == LONGEST_A || phase.waitingB() == LONGEST_B ? 1 : 0);
    }

    private interface Figure {
        double of(Phase phase);
    }

    private double sum(Figure figure) {
        double sum = 0;
        for (int i = 0; i < likely.length; i++) {
            sum += likely[i] * figure.of(phases.get(i));
        }
        return sum;
    }

    private int number(Phase phase) {
        return numbers.computeIfAbsent(phase, _ -> {
            phases.add(phase);
            unexplored.add(phase);
            return phases.size() - 1;
        });
    }

    private void move(Phase from, Phase to, double perSecond) {
        if (perSecond > 0 && to.waitingA() <= LONGEST_A && to.waitingB() <= LONGEST_B) {
            moves.add(new Move(number(from), number(to), perSecond));
        }
    }

    private void explore(Phase p) {
        int onA = p.flexibleOnA();
        int a = p.waitingA();
        int b = p.waitingB();
        String idle = p.idle();
        move(p, idle.isEmpty() ? p.with(idle, onA, a + 1, b) : p.without(0, idle.charAt(0) == 'F' ? 1 : 0), arrivalsA);
        move(p, p.hasIdle('F') ? p.without(idle.indexOf('F'), 0) : p.with(idle, onA, a, b + 1), arrivalsB);

        double dedicatedDone = (dedicated - p.idle('D')) * serviceA;
        move(p, a > 0 ? p.with(idle, onA, a - 1, b) : p.with(idle + 'D', onA, a, b), dedicatedDone);
        move(p, freed(p, onA - 1), onA * serviceA);
        move(p, freed(p, onA), (flexible - p.idle('F') - onA) * serviceB);
    }

    /** A flexible agent has got free, after which {@code onA} of the others work on A. */
    private static Phase freed(Phase p, int onA) {
        if (p.waitingB() > 0) {
            return p.with(p.idle(), onA, p.waitingA(), p.waitingB() - 1);
        }
        return p.waitingA() > 0 ? p.with(p.idle(), onA + 1, p.waitingA() - 1, 0) : p.with(p.idle() + 'F', onA, 0, 0);
    }

    /** The steady state: the chain is followed, step by step at its fastest rate, until nothing changes any more. */
    private double[] solve() {
        double fastest = arrivalsA + arrivalsB + (dedicated + flexible) * Math.max(serviceA, serviceB);
        int[] from = moves.stream().mapToInt(Move::from).toArray();
        int[] to = moves.stream().mapToInt(Move::to).toArray();
        double[] share =
                moves.stream().mapToDouble(move -> move.perSecond() / fastest).toArray();
        double[] now = new double[phases.size()];
        double[] then = new double[phases.size()];
        Arrays.fill(now, 1.0 / now.length);
        for (double change = 1; change > 1e-13; ) {
            System.arraycopy(now, 0, then, 0, now.length);
            for (int i = 0; i < from.length; i++) {
                double moved = now[from[i]] * share[i];
                then[from[i]] -= moved;
                then[to[i]] += moved;
            }
            change = 0;
            for (int i = 0; i < now.length; i++) {
                change += Math.abs(then[i] - now[i]);
            }
            double[] swap = now;
            now = then;
            then = swap;
        }
        return now;
    }
}
