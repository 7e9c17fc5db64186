package io.cordboard.ops.bench;

/**
 * Two loads measured in turns (A-B-B-A).
 *
 * @param spreadA by which share the two windows of {@code a} differ: what the ratio cannot be more exact than
 */
record Pair(Sample a, Sample b, double spreadA, double spreadB) {

    /** How many of {@code a} there are for each of {@code b} in the same time. */
    double ratio() {
        return a.perSecond() / b.perSecond();
    }

    /** The same for the same CPU time. */
    double cpuRatio() {
        return a.perCpuSecond() / b.perCpuSecond();
    }
}
