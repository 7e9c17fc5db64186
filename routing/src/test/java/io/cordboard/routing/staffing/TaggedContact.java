package io.cordboard.routing.staffing;

/**
 * One contact of an Erlang A queue followed on its way, independent of {@link OfferedWait}: how many stand ahead of it is a pure
 * death chain, which is solved in time by small steps (Runge-Kutta of fourth order) from where the arrival finds it.
 */
final class TaggedContact {

    private static final int LONGEST = 400;
    private static final int STEPS_A_SECOND = 50;

    private TaggedContact() {}

    static double answeredWithin(double arrival, double service, double leaving, int agents, int seconds) {
        double[] found = found(arrival, service, leaving, agents);
        double atOnce = 1;
        for (double each : found) {
            atOnce -= each;
        }
        // ahead[j] is the probability that it still waits with j ahead of it; the last element has been answered.
        double[] ahead = new double[LONGEST + 1];
        System.arraycopy(found, 0, ahead, 0, LONGEST);
        double h = 1.0 / STEPS_A_SECOND;
        for (int step = 0; step < seconds * STEPS_A_SECOND; step++) {
            double[] k1 = slope(ahead, service * agents, leaving);
            double[] k2 = slope(plus(ahead, k1, h / 2), service * agents, leaving);
            double[] k3 = slope(plus(ahead, k2, h / 2), service * agents, leaving);
            double[] k4 = slope(plus(ahead, k3, h), service * agents, leaving);
            for (int j = 0; j <= LONGEST; j++) {
                ahead[j] += h / 6 * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
            }
        }
        return atOnce + ahead[LONGEST];
    }

    private static double[] plus(double[] from, double[] slope, double h) {
        double[] sum = from.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += h * slope[j];
        }
        return sum;
    }

    private static double[] slope(double[] ahead, double full, double leaving) {
        double[] slope = new double[ahead.length];
        for (int j = 0; j < LONGEST; j++) {
            double moves = full + j * leaving;
            slope[j] -= ahead[j] * (moves + leaving);
            slope[j == 0 ? LONGEST : j - 1] += ahead[j] * (j == 0 ? full : moves);
        }
        return slope;
    }

    /** The probability that an arrival finds all agents busy and j in line. */
    private static double[] found(double arrival, double service, double leaving, int agents) {
        double[] all = new double[agents + LONGEST];
        all[0] = 1;
        double sum = 1;
        for (int k = 1; k < all.length; k++) {
            all[k] = all[k - 1] * arrival / (Math.min(k, agents) * service + Math.max(0, k - agents) * leaving);
            sum += all[k];
        }
        double[] found = new double[LONGEST];
        for (int j = 0; j < LONGEST; j++) {
            found[j] = all[agents + j] / sum;
        }
        return found;
    }
}
