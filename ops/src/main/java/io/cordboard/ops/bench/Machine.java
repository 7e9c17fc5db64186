package io.cordboard.ops.bench;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where and when numbers were measured. */
final class Machine {

    private Machine() {}

    static void describe(Report report) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        report.line(
                "%s  %d processors, load %.1f, %s %s, Java %s, %s",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                system.getName(),
                system.getVersion(),
                Runtime.version(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(java.lang.management.MemoryManagerMXBean::getName)
                        .toList());
        report.line("The load runs in the same process as what it measures, and the database on the same processors.");
    }
}
