package io.cordboard.node.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.queue.QueueEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** asyncapi.yaml against the specification, and against the frames and events that there are. */
class AsyncApiTest {

    /** Installed with the page's other tools. */
    private static final Path SPECIFICATION = Path.of("web/node_modules/@asyncapi/specs/schemas/3.0.0.json");

    @Test
    void documentIsWhatAsyncApiAsksFor() throws IOException {
        JsonNode specification = new ObjectMapper().readTree(Files.readString(SPECIFICATION));
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(specification);

        assertThat(schema.validate(Protocol.document())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void framesAreThoseOfTheCode(Protocol.Side side) {
        Class<?> frames = switch (side) {
            case CLIENT -> ClientFrame.class;
            case SERVER -> ServerFrame.class;
        };
        var coded = Arrays.stream(frames.getAnnotation(JsonSubTypes.class).value())
                .map(type -> type.value().getAnnotation(JsonTypeName.class).value())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Protocol.messages(side))
                .extracting(message -> message.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(coded);
    }

    @Test
    void eventsAreThoseThatAreStored() {
        assertThat(documented("AgentEvent")).isEqualTo(stored(AgentEvent.class));
        assertThat(documented("InteractionEvent")).isEqualTo(stored(InteractionEvent.class));
        assertThat(documented("QueueEvent")).isEqualTo(stored(QueueEvent.class));
    }

    @ParameterizedTest
    @EnumSource
    void everyMessageHasGoodExamples(Protocol.Side side) {
        assertThat(Protocol.messages(side)).allSatisfy(message -> {
            assertThat(message.path("examples")).isNotEmpty();
            examples(message, text -> Protocol.check(side, text));
        });
    }

    @Test
    void serverReadsTheExamplesOfTheClient() {
        assertThat(Protocol.messages(Protocol.Side.CLIENT))
                .allSatisfy(message -> examples(
                        message,
                        text -> assertThatCode(() -> FrameCodec.read(text)).doesNotThrowAnyException()));
    }

    @Test
    void everyOrderSaysWhatItMayBeRefusedWith() {
        Set<String> known =
                Arrays.stream(ProblemCode.values()).map(ProblemCode::word).collect(Collectors.toSet());

        assertThat(Protocol.messages(Protocol.Side.CLIENT))
                .filteredOn(message -> !message.at("/examples/0/payload/id").isMissingNode())
                .filteredOn(message -> !message.path("name").asText().equals("ping"))
                .hasSize(25)
                .allSatisfy(message -> {
                    assertThat(message.has("x-problems"))
                            .as(message.path("name").asText())
                            .isTrue();
                    assertThat(message.path("x-problems").valueStream().map(JsonNode::asText))
                            .isSubsetOf(known);
                });
    }

    @Test
    void strangeFramesAreFlawed() {
        assertThat(Protocol.flaws(Protocol.Side.SERVER, "{\"type\":\"level\",\"stream\":\"agent\",\"seq\":1}"))
                .isNotEmpty();
        assertThat(Protocol.flaws(
                        Protocol.Side.SERVER,
                        "{\"type\":\"event\",\"stream\":\"agent\",\"seq\":1,\"ts\":\"2026-11-21T08:00:00Z\",\"event\":"
                                + "\"offer-won\",\"data\":{\"offer\":\"c1.1\"}}"))
                .as("without the time")
                .isNotEmpty();
        assertThat(Protocol.flaws(Protocol.Side.CLIENT, "{\"type\":\"accept\",\"id\":\"1\",\"data\":{}}"))
                .isNotEmpty();
    }

    private static void examples(JsonNode message, Consumer<String> check) {
        message.path("examples")
                .forEach(example -> check.accept(example.path("payload").toString()));
    }

    private static Set<String> documented(String schema) {
        return Protocol.document()
                .at("/components/schemas/" + schema + "/oneOf")
                .valueStream()
                .map(each -> each.at("/properties/event/const").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> stored(Class<?> events) {
        return EventJson.stored(events).keySet();
    }
}
