package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node of several is told by whoever starts it. */
class LocalClusterTest {

    @Test
    void nodeWithoutTheDemoIsToldSoThatItLogsForMachines() {
        var cluster = new LocalCluster(3, 8_080, Map.of("CORDBOARD_DEMO", "off"));

        assertThat(cluster.command(2)).contains("--no-demo").containsSequence("--port", "8081");
    }

    @Test
    void nodeWithTheDemoLogsForPeople() {
        assertThat(new LocalCluster(3, 8_080, Map.of("CORDBOARD_DEMO", "on")).command(1))
                .doesNotContain("--no-demo");
    }
}
