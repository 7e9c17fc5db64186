package io.cordboard.ops.bench;

/** Two loads measured in turns (A-B-B-A). Their ratio cannot be more exact than the spread of either. */
record Pair(Meter.Twice a, Meter.Twice b) {

    /** How many of {@code a} there are for each of {@code b} in the same time. */
    double ratio() {
        return a.mean().perSecond() / b.mean().perSecond();
    }

    /** The same for the same CPU time. */
    double cpuRatio() {
        return a.mean().perCpuSecond() / b.mean().perCpuSecond();
    }
}
