package io.cordboard.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each benchmark works, on tiny sizes: it measures something, and what it checks holds. */
class BenchIT {

    @ParameterizedTest
    @EnumSource(Bench.Name.class)
    void benchmarkMeasuresAndItsChecksHold(Bench.Name name) throws Exception {
        var lines = new ArrayList<String>();

        Report report = Bench.run(new BenchSettings(Set.of(name), Duration.ofMillis(200), true), lines::add);

        assertThat(report.aims())
                .isNotEmpty()
                .allSatisfy(aim -> assertThat(aim.reached()).as(aim.name()).isPositive());
        assertThat(report.figures()).isNotEmpty();
        assertThat(report.json()).contains("\"samples\"", "\"aims\"");
        assertThat(lines).isNotEmpty();
    }
}
