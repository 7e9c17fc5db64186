package io.cordboard.ops.bench;

/** One measured window: how much was done, in which time, for how much CPU time. */
record Sample(String name, long operations, double seconds, Cpu cpu) {

    double perSecond() {
        return operations / seconds;
    }

    /** CPU time of one operation, the database's included. */
    double cpuMicros() {
        return cpu.total() / Math.max(1, operations) * 1e6;
    }

    /** Operations that one CPU-second of everything involved pays for. */
    double perCpuSecond() {
        return operations / Math.max(1e-9, cpu.total());
    }

    static Sample mean(Sample first, Sample second) {
        return new Sample(
                first.name,
                first.operations + second.operations,
                first.seconds + second.seconds,
                new Cpu(first.cpu.jvm() + second.cpu.jvm(), first.cpu.database() + second.cpu.database()));
    }
}
