package io.cordboard.routing.staffing;

/**
 * How long those who find every agent busy would have to wait with endless patience. Its density at x is proportional to
 * exp(g(x)), g(x) = λ/θ (1 - exp(-θx)) - nμx, which has one peak (Baccelli, Hebuterne 1981).
 *
 * @param arrival λ, a second
 * @param full nμ, how often one is served while all agents are busy, a second
 * @param leaving θ, how often one customer hangs up, a second
 */
record OfferedWait(double arrival, double full, double leaving) {

    /** What is exp of this less than the peak is left out. */
    private static final double NEGLIGIBLE = -50;

    /** Gauss-Legendre of five points on -1 to 1 (Abramowitz, Stegun 25.4.30). */
    private static final double[] POINTS = {
        -0.9061798459386640, -0.5384693101056831, 0, 0.5384693101056831, 0.9061798459386640
    };

    private static final double[] WEIGHTS = {
        0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891
    };

    /** Of those who find every agent busy, the share that has been answered by then: in time, and still there. */
    double answeredWithin(double seconds) {
        double peak = Math.max(0, Math.log(arrival / full) / leaving);
        double top = exponent(peak);
        double narrow = Math.sqrt(full * leaving);
        double start = Math.max(0, peak - 10 / narrow);
        double end = peak + 1 / narrow;
        while (exponent(end) - top > NEGLIGIBLE) {
            end += end - peak;
        }
        double step = 0.25 / (narrow + leaving + Math.max(0, full - arrival));
        double until = Math.clamp(seconds, start, end);
        double all = integral(start, until, step, top, 0) + integral(until, end, step, top, 0);
        return integral(start, until, step, top, leaving) / all;
    }

    /** Of exp(g(x) - top - decay x). */
    private double integral(double from, double to, double step, double top, double decay) {
        long panels = (long) Math.ceil((to - from) / step);
        double half = (to - from) / panels / 2;
        double sum = 0;
        for (long i = 0; i < panels; i++) {
            for (int p = 0; p < POINTS.length; p++) {
                double x = from + half * (2 * i + 1 + POINTS[p]);
                sum += half * WEIGHTS[p] * Math.exp(exponent(x) - top - decay * x);
            }
        }
        return sum;
    }

    private double exponent(double x) {
        return -arrival / leaving * Math.expm1(-leaving * x) - full * x;
    }
}
