package io.cordboard.routing.staffing;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * A queue of customers who never hang up (M/M/n, Erlang C), in the steady state.
 *
 * <p>With as much load as agents, or more, there is no steady state: the line grows for ever. Then {@link #isStable} is false,
 * everybody waits, the mean wait is infinite and the service level 0; with customers who hang up, see {@link ErlangA}.
 *
 * <p>Source: Gans, Koole, Mandelbaum 2003, section 4.2; A. K. Erlang 1917.
 */
public final class ErlangC {

    private final OfferedLoad load;
    private final int agents;
    private final double waitProbability;

    private ErlangC(OfferedLoad load, int agents) {
        this.load = load;
        this.agents = agents;
        this.waitProbability = waitProbability(load.erlangs(), agents);
    }

    /** @param agents 1 to 1,000,000 */
    public static ErlangC of(OfferedLoad load, int agents) {
        return new ErlangC(load, Expect.agents(agents));
    }

    /**
     * The fewest agents who answer at least this share of the contacts in this time; 0 if no contacts come.
     *
     * @param share above 0 and below 1
     * @param within zero or more
     */
    public static int agentsForServiceLevel(OfferedLoad load, double share, Duration within) {
        Expect.share("a service level", share);
        Expect.notNegative("a time to answer in", within);
        String target = share + " within " + within;
        return fewest(load, target, queue -> queue.serviceLevel(within) >= share);
    }

    /**
     * The fewest agents with whom the mean wait (ASA) is at most this; 0 if no contacts come.
     *
     * @param asa more than zero
     */
    public static int agentsForMeanWait(OfferedLoad load, Duration asa) {
        double seconds = Expect.positive("a mean wait", asa);
        return fewest(load, "a mean wait of " + asa, queue -> queue.meanWaitSeconds() <= seconds);
    }

    private static int fewest(OfferedLoad load, String target, Predicate<ErlangC> isMet) {
        return load.erlangs() == 0
                ? 0
                : LeastAgents.from(
                        (int) Math.floor(load.erlangs()) + 1, target, agents -> isMet.test(new ErlangC(load, agents)));
    }

    /** Whether there is a steady state: less load than agents. */
    public boolean isStable() {
        return load.erlangs() < agents;
    }

    /** The share of contacts that find every agent busy. */
    public double waitProbability() {
        return waitProbability;
    }

    /** The mean wait of all contacts (average speed of answer), in seconds; infinite if not {@link #isStable}. */
    public double meanWaitSeconds() {
        return isStable()
                ? waitProbability * load.handlingSeconds() / (agents - load.erlangs())
                : Double.POSITIVE_INFINITY;
    }

    /** The share of contacts answered within this time, which is zero or more. */
    public double serviceLevel(Duration within) {
        double seconds = Expect.notNegative("a time to answer in", within);
        return isStable()
                ? 1 - waitProbability * Math.exp(-(agents - load.erlangs()) * seconds / load.handlingSeconds())
                : 0;
    }

    /** The share of their time in which agents are busy, at most 1. */
    public double occupancy() {
        return Math.min(1, load.erlangs() / agents);
    }

    /**
     * From Erlang's loss formula B, whose recursion B(k) = aB(k-1) / (k + aB(k-1)) adds and multiplies only what lies between 0
     * and the number of agents.
     */
    private static double waitProbability(double erlangs, int agents) {
        if (erlangs >= agents) {
            return 1;
        }
        double lost = 1;
        for (int k = 1; k <= agents && lost > 0; k++) {
            lost = erlangs * lost / (k + erlangs * lost);
        }
        return lost / (1 - erlangs / agents * (1 - lost));
    }
}
