package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final List<String> VALID = List.of(
            "{\"type\":\"message\",\"id\":\"1\",\"text\":\"Hello\"}",
            "{\"type\":\"typing\",\"typing\":true}",
            "{\"type\":\"delivered\",\"id\":\"a-1\"}",
            "{\"type\":\"leave\"}",
            "{\"type\":\"ping\"}",
            "{\"type\":\"pong\"}");

    private final FrameCodec codec = new FrameCodec(100);

    @Test
    void framesOfAPageAreRead() {
        assertThat(VALID.stream().map(codec::read))
                .containsExactly(
                        new ClientFrame.Message("1", "Hello"),
                        new ClientFrame.Typing(true),
                        new ClientFrame.Delivered("a-1"),
                        new ClientFrame.Leave(),
                        new ClientFrame.Ping(),
                        new ClientFrame.Pong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"message\"",
                "{",
                "{}",
                "{\"type\":1}",
                "{\"type\":\"constructor\"}",
                "{\"type\":\"leave\"}{\"type\":\"leave\"}",
                "{\"type\":\"leave\",\"type\":\"ping\"}",
                "{\"type\":\"message\",\"text\":\"no id\"}",
                "{\"type\":\"message\",\"id\":\"a b\",\"text\":\"id with a blank\"}",
                "{\"type\":\"message\",\"id\":\"customer:1\",\"text\":\"id with a colon\"}",
                "{\"type\":\"message\",\"id\":7,\"text\":\"id that is a number\"}",
                "{\"type\":\"message\",\"id\":\"1\",\"text\":{}}",
                "{\"type\":\"typing\",\"typing\":\"yes\"}",
                "{\"type\":\"delivered\",\"id\":\"\"}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}"
            })
    void nonsenseIsRefusedWithAReason(String nonsense) {
        assertThat(codec.read(nonsense)).isInstanceOfSatisfying(ClientFrame.Invalid.class, invalid -> {
            assertThat(invalid.code()).isEqualTo(ChatRefusal.INVALID_FRAME);
            assertThat(invalid.detail()).startsWith("Expected");
        });
    }

    @ParameterizedTest
    @CsvSource({"100,", "101,TEXT_TOO_LONG", "100000,TEXT_TOO_LONG"})
    void textIsAsLongAsAllowed(int length, ChatRefusal refusal) {
        ClientFrame read = codec.read("{\"type\":\"message\",\"id\":\"1\",\"text\":\"" + "x".repeat(length) + "\"}");

        if (refusal == null) {
            assertThat(read).isInstanceOf(ClientFrame.Message.class);
        } else {
            assertThat(read).isInstanceOfSatisfying(ClientFrame.Invalid.class, invalid -> {
                assertThat(invalid.code()).isEqualTo(refusal);
                assertThat(invalid.id()).contains("1");
            });
        }
    }

    @Test
    void textThatNobodyCanSeeIsRefused() {
        assertThat(codec.read("{\"type\":\"message\",\"id\":\"1\",\"text\":\" \\u200b\\u202e \"}"))
                .isInstanceOfSatisfying(
                        ClientFrame.Invalid.class,
                        invalid -> assertThat(invalid.code()).isEqualTo(ChatRefusal.INVALID_TEXT));
    }

    @Property(tries = 1_000)
    void mutatedFramesNeverThrow(@ForAll long seed) {
        var random = new Random(seed);
        char[] frame = VALID.get(random.nextInt(VALID.size())).toCharArray();
        for (int i = random.nextInt(4); i >= 0; i--) {
            frame[random.nextInt(frame.length)] = (char) random.nextInt(0x180);
        }

        assertThat(codec.read(new String(Arrays.copyOf(frame, 1 + random.nextInt(frame.length)))))
                .isNotNull();
    }

    @Test
    void everyFrameIsAsPublished() throws JsonProcessingException {
        List<Frame> frames = List.of(
                new Frame.Hello("c-1", 20, 4_000),
                new Frame.Queued(1, NOW, Frame.Queued.Why.AGENT_LEFT),
                new Frame.AgentJoined(2, NOW, "Ada"),
                new Frame.AgentLeft(3, NOW),
                new Frame.Message(4, NOW, "m1", Frame.Side.AGENT, Optional.of("Ada"), "Hello"),
                new Frame.Message(5, NOW, "1", Frame.Side.CUSTOMER, Optional.empty(), "Hello"),
                new Frame.Delivered(6, NOW, "1"),
                new Frame.Closed(7, NOW, Frame.Side.SYSTEM, Frame.Closed.Reason.UNAVAILABLE, Optional.of("Closed")),
                new Frame.Closed(8, NOW, Frame.Side.AGENT, Frame.Closed.Reason.ENDED, Optional.empty()),
                new Frame.CaughtUp(8),
                new Frame.Typing(true),
                new Frame.Accepted("1"),
                new Frame.Position(3, Optional.of(40L)),
                new Frame.Refused("chat-over", "Expected ...", Optional.of("1")),
                new Frame.Ping(),
                new Frame.Pong(),
                new Frame.Bye("flood", "Expected ...", true, Optional.of(10L)));
        Set<Class<?>> seen = new java.util.HashSet<>();
        for (Frame frame : frames) {
            JsonNode json = FrameCodec.JSON.readTree(FrameCodec.write(frame));
            Schemas.holdsOnSocket("ToCustomer", json);
            if (frame instanceof Frame.History) {
                Schemas.holdsOverHttp("ChatHistoryFrame", json);
            }
            seen.add(frame.getClass());
        }

        Set<Class<?>> all = new java.util.HashSet<>(Arrays.asList(Frame.class.getPermittedSubclasses()));
        all.remove(Frame.History.class);
        all.addAll(Arrays.asList(Frame.History.class.getPermittedSubclasses()));
        assertThat(seen).isEqualTo(all);
        for (String valid : VALID) {
            Schemas.holdsOnSocket("FromCustomer", FrameCodec.JSON.readTree(valid));
        }
    }

    @Test
    void bothDocumentsDescribeHistoryTheSame() {
        for (String name : List.of(
                "ChatHistoryFrame",
                "ChatQueued",
                "ChatAgentJoined",
                "ChatAgentLeft",
                "ChatMessage",
                "ChatDelivered",
                "ChatClosed")) {
            assertThat(Schemas.ASYNCAPI.at("/components/schemas/" + name))
                    .isEqualTo(Schemas.OPENAPI.at("/components/schemas/" + name));
        }
    }

    @Test
    void everyCodeOfAProblemIsPublished() {
        Set<String> published = new TreeSet<>();
        Schemas.OPENAPI
                .at("/components/schemas/ChatProblem/properties/code/enum")
                .forEach(code -> published.add(code.asText()));
        Set<String> made = new TreeSet<>();
        for (ChatRefusal refusal : ChatRefusal.values()) {
            made.add(refusal.word());
        }
        // Of a frame only; over HTTP the body is invalid.
        made.remove("invalid-frame");
        assertThat(published).isEqualTo(made);
    }
}
