package io.cordboard.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each benchmark works, on tiny sizes: it measures something, and what it checks holds. */
class BenchIT {

    /** These have figures, but no aim. */
    private static final Set<Bench.Name> ONLY_SAID = EnumSet.of(Bench.Name.LATENCY);

    @ParameterizedTest
    // Calls need a whole node.
    @EnumSource(
            value = Bench.Name.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VOICE", "SOAK"})
    void benchmarkMeasuresAndItsChecksHold(Bench.Name name) throws Exception {
        var lines = new ArrayList<String>();

        Report report = Bench.run(new BenchSettings(Set.of(name), Duration.ofMillis(200), true), List.of(), lines::add);

        assertThat(report.aims().isEmpty()).isEqualTo(ONLY_SAID.contains(name));
        assertThat(report.aims())
                .allSatisfy(aim -> assertThat(aim.reached()).as(aim.name()).isPositive());
        assertThat(report.figures()).isNotEmpty();
        assertThat(report.json()).contains("\"samples\"", "\"aims\"");
        assertThat(lines).isNotEmpty();
    }
}
