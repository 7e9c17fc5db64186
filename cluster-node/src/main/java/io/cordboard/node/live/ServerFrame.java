package io.cordboard.node.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.cordboard.node.api.Problem;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.interaction.Party;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the server says on a socket. The contract is asyncapi.yaml. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ServerFrame.Hello.class),
    @JsonSubTypes.Type(ServerFrame.Snapshot.class),
    @JsonSubTypes.Type(ServerFrame.Happened.class),
    @JsonSubTypes.Type(ServerFrame.Level.class),
    @JsonSubTypes.Type(ServerFrame.Left.class),
    @JsonSubTypes.Type(ServerFrame.Typing.class),
    @JsonSubTypes.Type(ServerFrame.Result.class),
    @JsonSubTypes.Type(ServerFrame.Failed.class),
    @JsonSubTypes.Type(ServerFrame.Ping.class),
    @JsonSubTypes.Type(ServerFrame.Pong.class),
    @JsonSubTypes.Type(ServerFrame.Goodbye.class)
})
@JsonPropertyOrder({"type", "stream", "seq", "ts", "id", "event", "ok"})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
sealed interface ServerFrame {

    /** Its name on the wire. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** The first frame: what this socket is and keeps to. */
    @JsonTypeName("hello")
    record Hello(Instant ts, Hello.Data data) implements ServerFrame {
        record Data(
                String session,
                String node,
                String tenant,
                String subject,
                List<String> roles,
                Optional<String> agent,
                int heartbeatSeconds,
                int maxFrameBytes,
                int maxStreams,
                Instant expires) {}
    }

    /** How a stream's entity is at {@code seq}: what the client had of it before no longer counts. */
    @JsonTypeName("snapshot")
    record Snapshot(String stream, long seq, Instant ts, Object data) implements ServerFrame {}

    /** One recorded event. {@code ts} is when it happened. */
    @JsonTypeName("event")
    record Happened(String stream, long seq, Instant ts, String event, Event data) implements ServerFrame {}

    /** All that had happened when the stream was opened has been told. */
    @JsonTypeName("level")
    record Level(String stream, long seq, Instant ts) implements ServerFrame {}

    /** The stream is followed no more. */
    @JsonTypeName("left")
    record Left(String stream, Instant ts, Left.Data data) implements ServerFrame {
        record Data(String reason) {}
    }

    /** Somebody else in the conversation types, or has stopped. Not recorded. */
    @JsonTypeName("typing")
    record Typing(String stream, Instant ts, Typing.Data data) implements ServerFrame {
        record Data(Party from, boolean typing) {}
    }

    /** The answer to a command: recorded, or why not. */
    @JsonTypeName("result")
    record Result(String id, boolean ok, Instant ts, OptionalLong seq, Optional<Trouble> problem)
            implements ServerFrame {}

    /** Something that is no answer to a command went wrong: a frame that cannot be read, a stream that cannot be followed. */
    @JsonTypeName("error")
    record Failed(Optional<String> stream, Instant ts, Trouble problem) implements ServerFrame {}

    /** Are you there? Any frame answers. */
    @JsonTypeName("ping")
    record Ping(Instant ts) implements ServerFrame {}

    @JsonTypeName("pong")
    record Pong(Instant ts, Optional<String> id) implements ServerFrame {}

    /** The last frame. */
    @JsonTypeName("goodbye")
    record Goodbye(Instant ts, Goodbye.Data data) implements ServerFrame {
        record Data(Reason reason, boolean reconnect, long afterMs) {}
    }

    /** Why the server ends a socket. */
    enum Reason {
        /** The node stops. */
        @com.fasterxml.jackson.annotation.JsonProperty("draining")
        DRAINING,
        /** The same page has connected again, or the caller has too many sockets. */
        @com.fasterxml.jackson.annotation.JsonProperty("replaced")
        REPLACED,
        /** The client does not read. */
        @com.fasterxml.jackson.annotation.JsonProperty("slow-consumer")
        SLOW_CONSUMER,
        /** The token's time is over. */
        @com.fasterxml.jackson.annotation.JsonProperty("token-expired")
        TOKEN_EXPIRED,
        /** The caller's roles are others than when the socket began. */
        @com.fasterxml.jackson.annotation.JsonProperty("access-changed")
        ACCESS_CHANGED,
        /** The client gives no sign of life. */
        @com.fasterxml.jackson.annotation.JsonProperty("silent")
        SILENT,
        /** The client does not keep to the protocol. */
        @com.fasterxml.jackson.annotation.JsonProperty("protocol")
        PROTOCOL
    }

    /** A problem as HTTP tells it. */
    record Trouble(
            String type,
            String title,
            int status,
            String code,
            String detail,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem.Flaw> errors) {

        static Trouble of(Problem problem) {
            return new Trouble(
                    "urn:cordboard:problem:" + problem.code(),
                    problem.kind().title(),
                    problem.status(),
                    problem.code(),
                    problem.detail(),
                    problem.errors());
        }
    }
}
