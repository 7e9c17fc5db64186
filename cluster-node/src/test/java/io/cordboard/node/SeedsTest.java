package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.Test;

class SeedsTest {

    private static final Address SELF = at("127.0.0.9", 2_551);

    @Test
    void nodeWithoutSeedsIsAClusterOfOne() {
        assertThat(seeds("", "")).containsExactly(SELF);
    }

    @Test
    void listIsTakenInItsOrder() {
        assertThat(seeds("b:2551, a:2552", "")).containsExactly(at("b", 2_551), at("a", 2_552));
    }

    @Test
    void nodesAreFoundByAName() {
        assertThat(seeds("", "localhost")).containsExactly(at("127.0.0.1", 2_551));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> seeds("a:1", "localhost")).hasMessageContaining("but got both");
        assertThatThrownBy(() -> seeds("a", "")).hasMessageContaining("host:port, but got 'a'");
        assertThatThrownBy(() -> seeds("", "nobody.invalid")).hasMessageContaining("'nobody.invalid' has none");
    }

    private static List<Address> seeds(String list, String dns) {
        Config node = ConfigFactory.parseMap(Map.of("cluster.seeds", list, "cluster.dns", dns, "cluster.port", 2_551));
        return Seeds.of(node, SELF);
    }

    private static Address at(String host, int port) {
        return new Address("pekko", "cordboard", host, port);
    }
}
