package io.cordboard.ops.bench;

import com.sun.management.OperatingSystemMXBean;
import io.cordboard.persistence.local.LocalPostgres;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** CPU time spent so far: by this process, and by a database's processes where one takes part. In seconds. */
record Cpu(double jvm, double database) {

    static Cpu now(Optional<LocalPostgres> server) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Cpu(
                system.getProcessCpuTime() / 1e9,
                server.map(s -> s.cpuTime().toNanos() / 1e9).orElse(0.0));
    }

    Cpu since(Cpu before) {
        return new Cpu(jvm - before.jvm, database - before.database);
    }

    double total() {
        return jvm + database;
    }
}
