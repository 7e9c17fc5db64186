package io.cordboard.routing.router;

/** So many of so many. */
record Proportion(long some, long all) {

    /** 95 % of a normal distribution lie within so many standard deviations. */
    private static final double Z = 1.959963984540054;

    double value() {
        return (double) some / all;
    }

    /** How far this is above another, with an interval of 95 % confidence: Newcombe 1998, method 10, of two of Wilson's intervals. */
    ShareReport.Difference minus(Proportion other) {
        double value = value() - other.value();
        double below = Math.hypot(value() - bound(-1), other.bound(1) - other.value());
        double above = Math.hypot(bound(1) - value(), other.value() - other.bound(-1));
        return new ShareReport.Difference(value, value - below, value + above);
    }

    /** The lower or upper end of Wilson's interval. */
    private double bound(int side) {
        double z2 = Z * Z;
        double root = Z * Math.sqrt(z2 + 4.0 * some * (1 - value()));
        return (2.0 * some + z2 + side * root) / (2 * (all + z2));
    }
}
