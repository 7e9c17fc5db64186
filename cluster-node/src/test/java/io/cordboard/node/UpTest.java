package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Who decides whether everybody who has read the README can sign in, and what is said of an environment that cannot be right. */
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

    @Test
    void telephonesAreAnsweredUnlessSomebodyHasSaidSomethingOfThem() {
        assertThat(Up.isSipSaid(Map.of(), NOTHING)).isFalse();
        assertThat(Up.isSipSaid(Map.of("CORDBOARD_SIP", "off"), NOTHING)).isTrue();
        for (String key : new String[] {"config.file", "cordboard.telephony.sip.enabled"}) {
            var properties = new Properties();
            properties.setProperty(key, "x");
            assertThat(Up.isSipSaid(Map.of(), properties)).as(key).isTrue();
        }
    }

    @Test
    void portThatIsTakenForEitherTransportIsNotFree() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (var udp = new DatagramSocket(0, here);
                var tcp = new ServerSocket(0, 1, here)) {
            assertThat(Up.free(udp.getLocalPort())).isEmpty();
            assertThat(Up.free(tcp.getLocalPort())).isEmpty();
            assertThat(Up.free(0)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eighty", "", "8080 ", "99999999999"})
    void portThatIsNoneIsSaidByTheNameOfItsVariable(String port) {
        var said = new StringWriter();
        int exitCode = new CommandLine(new Up(Map.of("CORDBOARD_API_PORT", port)))
                .setErr(new PrintWriter(said, true))
                .execute();

        assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString().lines())
                .first()
                .isEqualTo("Expected CORDBOARD_API_PORT to be a port such as 8080, but got '" + port + "'");
    }
}
