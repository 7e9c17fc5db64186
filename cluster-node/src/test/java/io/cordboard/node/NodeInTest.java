package io.cordboard.node;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A whole node within a test: any free port, no metrics, and its journal in a directory of the test's own. */
final class NodeInTest {

    private NodeInTest() {}

    static Node start(Path data) {
        return start(data, Map.of());
    }

    static Node withDemo(Path data) {
        return start(data, Map.of("cordboard.node.demo", true));
    }

    /** @param more settings, which go before those that every test's node has */
    static Node start(Path data, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "cordboard.node.api.port",
                0,
                "cordboard.persistence.journal.data-dir",
                data.toString(),
                "cordboard.ops.metrics.enabled",
                "off",
                "pekko.coordinated-shutdown.exit-jvm",
                "off"));
        settings.putAll(more);
        return Node.start(settings);
    }
}
