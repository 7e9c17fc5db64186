package io.cordboard.routing.staffing;

/**
 * How many contacts are there, waiting or served, in the steady state of a queue with impatient customers: a birth-death chain.
 * Its probabilities fall to both sides of the most likely number, so they are summed from there outwards, relative to that one:
 * nothing overflows, and what underflows does not matter.
 *
 * @param waiting the probability that all agents are busy
 * @param meanInLine the mean number of those who wait
 */
record Occupants(double waiting, double meanInLine) {

    /** What is so much less likely than the most likely number is left out. */
    private static final double NEGLIGIBLE = 1e-22;

    /** Rates a second: of arrival, of service by one agent, of hanging up of one customer. */
    static Occupants of(double arrival, double service, double leaving, int agents) {
        if (arrival == 0) {
            return new Occupants(0, 0);
        }
        double full = agents * service;
        double mode = arrival < full ? Math.floor(arrival / service) : agents + Math.floor((arrival - full) / leaving);
        double all = 0;
        double busy = 0;
        double inLine = 0;
        double weight = 1;
        for (double k = mode; weight > NEGLIGIBLE; k++) {
            all += weight;
            if (k >= agents) {
                busy += weight;
                inLine += weight * (k - agents);
            }
            weight *= arrival / ends(k + 1, service, leaving, agents);
        }
        weight = 1;
        for (double k = mode; k > 0 && weight > NEGLIGIBLE; k--) {
            weight *= ends(k, service, leaving, agents) / arrival;
            all += weight;
            if (k - 1 >= agents) {
                busy += weight;
                inLine += weight * (k - 1 - agents);
            }
        }
        return new Occupants(busy / all, inLine / all);
    }

    /** How often one of {@code k} is served or hangs up. */
    private static double ends(double k, double service, double leaving, int agents) {
        return Math.min(k, agents) * service + Math.max(k - agents, 0) * leaving;
    }
}
