package io.cordboard.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node's own logback.xml makes of a line. */
class LogLinesTest {

    private static String line(String kind, String message, Throwable thrown, Map<String, String> context) {
        var logback = new LoggerContext();
        logback.putProperty("CORDBOARD_LOG", kind);
        var configurator = new JoranConfigurator();
        configurator.setContext(logback);
        try {
            configurator.doConfigure(LogLinesTest.class.getResource("/logback.xml"));
        } catch (JoranException e) {
            throw new AssertionError(e);
        }
        var root = logback.getLogger("ROOT");
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender(kind);
        var event = new LoggingEvent("", logback.getLogger("io.cordboard.Test"), Level.WARN, message, thrown, null);
        event.setMDCPropertyMap(context);
        String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        logback.stop();
        return line;
    }

    private static Exception secretive() {
        return new IllegalStateException(
                "Expected a@b.de to be there", new IllegalArgumentException("card 4111 1111 1111 1111"));
    }

    @Test
    void jsonLineSaysWhoseItIs() throws JsonProcessingException {
        String line = line("json", "Hello", null, Map.of("tenant", "acme", "interaction", "acme/i1"));

        var json = new JsonMapper().readTree(line);
        assertThat(line).endsWith("\n").containsOnlyOnce("\n");
        assertThat(json.path("message").asText()).isEqualTo("Hello");
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("tenant").asText()).isEqualTo("acme");
        assertThat(json.path("interaction").asText()).isEqualTo("acme/i1");
        assertThat(Instant.parse(json.path("at").asText())).isNotNull();
    }

    @Test
    void jsonLineIsMaskedInEveryField() throws JsonProcessingException {
        String line =
                line("json", "Call \"+49 171 2345678\"\nnow", secretive(), Map.of("customer", "jane@shop.example"));

        var json = new JsonMapper().readTree(line);
        assertThat(json.path("message").asText()).isEqualTo("Call \"[phone]\"\nnow");
        assertThat(json.path("customer").asText()).isEqualTo("[e-mail]");
        assertThat(json.path("stack_trace").asText())
                .contains("IllegalStateException: Expected [e-mail] to be there")
                .contains("Caused by")
                .contains("card [card]")
                .contains("LogLinesTest.java:");
    }

    @Test
    void lineForPeopleIsTimeLevelLoggerAndMessageAndNothingElse() {
        assertThat(line("text", "Hello", null, Map.of()))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  io\\.cordboard\\.Test Hello\\R");
    }

    @Test
    void lineForPeopleIsMaskedTooWithItsStackTrace() {
        String line = line("text", "Call +49 171 2345678, token=abc", secretive(), Map.of());

        assertThat(line)
                .contains("WARN  io.cordboard.Test Call [phone], token=[secret]\n")
                .contains("Expected [e-mail] to be there")
                .containsOnlyOnce("card [card]")
                .contains("\tat io.cordboard.node.LogLinesTest");
    }

    @Test
    void whatIsSaidIsInNoLine() {
        var interaction = InteractionId.of("acme/i1");

        assertThat(new InteractionCommand.Say(interaction, "m1", Party.CUSTOMER, "my secret story").toString())
                .contains("m1")
                .doesNotContain("story");
        assertThat(new InteractionEvent.MessageAdded("m1", Party.CUSTOMER, "my secret story", Instant.EPOCH).toString())
                .contains("m1")
                .doesNotContain("story");
    }
}
