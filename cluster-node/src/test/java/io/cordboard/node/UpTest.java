package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Who decides whether everybody who has read the README can sign in. */
class UpTest {

    private static final Properties NOTHING = new Properties();

    @Test
    void newcomerGetsTheDemo() {
        assertThat(Up.demo(false, Map.of(), NOTHING)).contains(true);
    }

    @Test
    void optionTurnsItOff() {
        assertThat(Up.demo(true, Map.of("CORDBOARD_DEMO", "on"), NOTHING)).contains(false);
    }

    @Test
    void environmentIsNotOverruled() {
        assertThat(Up.demo(false, Map.of("CORDBOARD_DEMO", "off"), NOTHING)).isEmpty();
    }

    @Test
    void configurationOfOnesOwnIsNotOverruled() {
        for (String key : new String[] {"config.file", "config.resource", "config.url", "cordboard.node.demo"}) {
            var properties = new Properties();
            properties.setProperty(key, "x");
            assertThat(Up.demo(false, Map.of(), properties)).as(key).isEmpty();
        }
    }
}
