package io.cordboard.routing.staffing;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * A queue of customers who hang up when their patience ends (M/M/n+M, Erlang A or Palm's model), in the steady state, which there
 * is under any load.
 *
 * <p>Patience is exponential, with the mean that is given, and counts from arrival to answer. A wait ends by an answer or by
 * hanging up; means over waits are over all contacts, those who hang up included.
 *
 * <p>Source: Palm 1957; Garnett, Mandelbaum, Reiman 2002; the distribution of waits: F. Baccelli, G. Hebuterne, "On queues with
 * impatient customers", Performance 1981.
 */
public final class ErlangA {

    private final OfferedLoad load;
    private final double patienceSeconds;
    private final int agents;
    private final Occupants occupants;

    private ErlangA(OfferedLoad load, double patienceSeconds, int agents) {
        this.load = load;
        this.patienceSeconds = patienceSeconds;
        this.agents = agents;
        this.occupants = Occupants.of(load.perSecond(), 1 / load.handlingSeconds(), 1 / patienceSeconds, agents);
    }

    /**
     * @param patience mean patience, more than zero
     * @param agents 1 to 1,000,000
     */
    public static ErlangA of(OfferedLoad load, Duration patience, int agents) {
        return new ErlangA(load, Expect.positive("a mean patience", patience), Expect.agents(agents));
    }

    /**
     * The fewest agents who answer at least this share of all contacts in this time; 0 if no contacts come.
     *
     * @param share above 0 and below 1
     * @param within zero or more
     */
    public static int agentsForServiceLevel(OfferedLoad load, Duration patience, double share, Duration within) {
        Expect.share("a service level", share);
        Expect.notNegative("a time to answer in", within);
        String target = share + " within " + within;
        return fewest(load, patience, target, queue -> queue.serviceLevel(within) >= share);
    }

    /**
     * The fewest agents with whom at most this share of the contacts hang up; 0 if no contacts come.
     *
     * @param share above 0 and below 1
     */
    public static int agentsForAbandonment(OfferedLoad load, Duration patience, double share) {
        Expect.share("a share of abandonment", share);
        return fewest(load, patience, "an abandonment of " + share, queue -> queue.abandonProbability() <= share);
    }

    /**
     * The fewest agents with whom the mean wait of all contacts is at most this; 0 if no contacts come.
     *
     * @param wait more than zero
     */
    public static int agentsForMeanWait(OfferedLoad load, Duration patience, Duration wait) {
        double seconds = Expect.positive("a mean wait", wait);
        return fewest(load, patience, "a mean wait of " + wait, queue -> queue.meanWaitSeconds() <= seconds);
    }

    private static int fewest(OfferedLoad load, Duration patience, String target, Predicate<ErlangA> isMet) {
        double seconds = Expect.positive("a mean patience", patience);
        return load.erlangs() == 0
                ? 0
                : LeastAgents.from(1, target, agents -> isMet.test(new ErlangA(load, seconds, agents)));
    }

    /** The share of contacts that find every agent busy. */
    public double waitProbability() {
        return occupants.waiting();
    }

    /** The share of contacts that hang up before they are answered. */
    public double abandonProbability() {
        return meanWaitSeconds() / patienceSeconds;
    }

    /** The mean wait of all contacts until they are answered or hang up, in seconds. */
    public double meanWaitSeconds() {
        return load.perSecond() == 0 ? 0 : occupants.meanInLine() / load.perSecond();
    }

    /** The mean number of contacts that wait. */
    public double meanInLine() {
        return occupants.meanInLine();
    }

    /** The share of their time in which agents are busy. */
    public double occupancy() {
        return load.erlangs() * (1 - abandonProbability()) / agents;
    }

    /**
     * The share of all contacts that are answered within this time, which is zero or more: answered in time / offered. Those who
     * hang up count as not answered, however soon they do.
     */
    public double serviceLevel(Duration within) {
        double seconds = Expect.notNegative("a time to answer in", within);
        double waiting = occupants.waiting();
        return waiting == 0
                ? 1
                : 1
                        - waiting
                        + waiting
                                * new OfferedWait(
                                                load.perSecond(), agents / load.handlingSeconds(), 1 / patienceSeconds)
                                        .answeredWithin(seconds);
    }
}
