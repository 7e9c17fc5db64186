package io.cordboard.channels.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.cordboard.routing.interaction.CloseReason;
import java.time.Instant;
import java.util.Optional;

/** What a customer's page is told, one JSON object each. README.md describes them for those who write pages. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Frame.Hello.class),
    @JsonSubTypes.Type(Frame.Queued.class),
    @JsonSubTypes.Type(Frame.AgentJoined.class),
    @JsonSubTypes.Type(Frame.AgentLeft.class),
    @JsonSubTypes.Type(Frame.Message.class),
    @JsonSubTypes.Type(Frame.Delivered.class),
    @JsonSubTypes.Type(Frame.Closed.class),
    @JsonSubTypes.Type(Frame.CaughtUp.class),
    @JsonSubTypes.Type(Frame.Typing.class),
    @JsonSubTypes.Type(Frame.Accepted.class),
    @JsonSubTypes.Type(Frame.Position.class),
    @JsonSubTypes.Type(Frame.Refused.class),
    @JsonSubTypes.Type(Frame.Ping.class),
    @JsonSubTypes.Type(Frame.Pong.class),
    @JsonSubTypes.Type(Frame.Bye.class)
})
sealed interface Frame {

    /** A frame that stands for an event: each event has one at most, so a {@code seq} names the whole of it. */
    sealed interface History extends Frame {
        long seq();
    }

    @JsonTypeName("hello")
    record Hello(String interaction, long heartbeatSeconds, int maxText) implements Frame {}

    @JsonTypeName("queued")
    record Queued(long seq, Instant at, Why why) implements History {

        enum Why {
            @JsonProperty("arrived")
            ARRIVED,
            @JsonProperty("moved")
            MOVED,
            @JsonProperty("agent-left")
            AGENT_LEFT
        }
    }

    @JsonTypeName("agent-joined")
    record AgentJoined(long seq, Instant at, String name) implements History {}

    @JsonTypeName("agent-left")
    record AgentLeft(long seq, Instant at) implements History {}

    @JsonTypeName("message")
    record Message(long seq, Instant at, String id, Side from, Optional<String> name, String text) implements History {}

    @JsonTypeName("delivered")
    record Delivered(long seq, Instant at, String id) implements History {}

    @JsonTypeName("closed")
    record Closed(long seq, Instant at, Side by, Reason reason, Optional<String> text) implements History {

        /** As much of {@link CloseReason} as is the customer's business. */
        enum Reason {
            @JsonProperty("ended")
            ENDED,
            @JsonProperty("left")
            LEFT,
            @JsonProperty("cancelled")
            CANCELLED,
            @JsonProperty("unavailable")
            UNAVAILABLE
        }
    }

    @JsonTypeName("caught-up")
    record CaughtUp(long seq) implements Frame {}

    @JsonTypeName("typing")
    record Typing(boolean typing) implements Frame {}

    @JsonTypeName("accepted")
    record Accepted(String id) implements Frame {}

    @JsonTypeName("position")
    record Position(int position, Optional<Long> waitSeconds) implements Frame {}

    @JsonTypeName("error")
    record Refused(String code, String detail, Optional<String> id) implements Frame {}

    @JsonTypeName("ping")
    record Ping() implements Frame {}

    @JsonTypeName("pong")
    record Pong() implements Frame {}

    @JsonTypeName("bye")
    record Bye(String code, String detail, boolean retry, Optional<Long> retryAfterSeconds) implements Frame {}

    /** Whom the customer sees a message or an end come from. */
    enum Side {
        @JsonProperty("customer")
        CUSTOMER,
        @JsonProperty("agent")
        AGENT,
        @JsonProperty("system")
        SYSTEM
    }
}
