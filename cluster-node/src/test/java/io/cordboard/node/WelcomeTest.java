package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WelcomeTest {

    @Test
    void tellsWhereRecordingsAreAndHowToListen() {
        assertThat(Welcome.recordings(Path.of("/var/lib/cordboard/recordings")))
                .contains("/var/lib/cordboard/recordings;", "/recordings/{recording}");
    }

    private static final List<String> NODES =
            List.of("http://127.0.0.1:8080", "http://127.0.0.1:8081", "http://127.0.0.1:8082");

    @Test
    void severalNodesSayWhereEachIsAndOnceHowToSignIn() {
        String text = Welcome.text(NODES, true);

        assertThat(text).contains("All 3 nodes are up.").containsOnlyOnce("tenant demo; agents alice");
        assertThat(NODES)
                .allSatisfy(url -> assertThat(text).contains("page " + url + "/ ", "API " + url + "/api/v1\n"));
        assertThat(text.lines())
                .hasSizeLessThan(20)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(130));
    }

    @Test
    void withoutTheDemoNobodyIsNamed() {
        assertThat(Welcome.text(NODES, false)).doesNotContain("alice").contains("Ctrl-C stops them.");
        assertThat(Welcome.text(NODES.getFirst(), false, Optional.empty())).doesNotContain("alice");
    }

    @Test
    void oneNodeSaysHowToSignIn() {
        assertThat(Welcome.text(NODES.getFirst(), true, Optional.of(5_060)))
                .contains(
                        Welcome.UP,
                        "page      http://127.0.0.1:8080/\n",
                        "  users     tenant demo; agents alice",
                        "  telephone sip:100@127.0.0.1:5060 ");
    }
}
