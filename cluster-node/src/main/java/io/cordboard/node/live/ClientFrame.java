package io.cordboard.node.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.cordboard.routing.interaction.InteractionView.Monitored.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client says on a socket. The contract is asyncapi.yaml. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ClientFrame.Start.class),
    @JsonSubTypes.Type(ClientFrame.Resume.class),
    @JsonSubTypes.Type(ClientFrame.Ping.class),
    @JsonSubTypes.Type(ClientFrame.Pong.class),
    @JsonSubTypes.Type(ClientFrame.Refresh.class),
    @JsonSubTypes.Type(ClientFrame.Subscribe.class),
    @JsonSubTypes.Type(ClientFrame.Unsubscribe.class),
    @JsonSubTypes.Type(ClientFrame.SignIn.class),
    @JsonSubTypes.Type(ClientFrame.SignOut.class),
    @JsonSubTypes.Type(ClientFrame.Ready.class),
    @JsonSubTypes.Type(ClientFrame.NotReady.class),
    @JsonSubTypes.Type(ClientFrame.Accept.class),
    @JsonSubTypes.Type(ClientFrame.Reject.class),
    @JsonSubTypes.Type(ClientFrame.Say.class),
    @JsonSubTypes.Type(ClientFrame.Delivered.class),
    @JsonSubTypes.Type(ClientFrame.Typing.class),
    @JsonSubTypes.Type(ClientFrame.End.class),
    @JsonSubTypes.Type(ClientFrame.WrapUp.class),
    @JsonSubTypes.Type(ClientFrame.Transfer.class),
    @JsonSubTypes.Type(ClientFrame.Requeue.class),
    @JsonSubTypes.Type(ClientFrame.Hold.class),
    @JsonSubTypes.Type(ClientFrame.Unhold.class),
    @JsonSubTypes.Type(ClientFrame.Digits.class),
    @JsonSubTypes.Type(ClientFrame.Consult.class),
    @JsonSubTypes.Type(ClientFrame.EndConsult.class),
    @JsonSubTypes.Type(ClientFrame.Conference.class),
    @JsonSubTypes.Type(ClientFrame.HandOver.class),
    @JsonSubTypes.Type(ClientFrame.Monitor.class),
    @JsonSubTypes.Type(ClientFrame.EndMonitor.class)
})
sealed interface ClientFrame {

    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** The first frame says from where on the client wants to know. */
    sealed interface First extends ClientFrame {}

    /** From now on: snapshots. {@code desk} false: the caller is an agent, but this page is not where they work. */
    @JsonTypeName("start")
    record Start(Optional<Start.Data> data) implements First {
        record Data(Optional<Boolean> desk) {}
    }

    /** From the numbers that the client has; {@code session} is the socket that this one replaces. */
    @JsonTypeName("resume")
    record Resume(Resume.Data data) implements First {
        record Data(Map<String, Long> streams, Optional<String> session, Optional<Boolean> desk) {}
    }

    @JsonTypeName("ping")
    record Ping(Optional<String> id) implements ClientFrame {}

    @JsonTypeName("pong")
    record Pong() implements ClientFrame {}

    /** A frame that is answered by a result of the same {@code id}. */
    sealed interface Order extends ClientFrame {
        String id();
    }

    /** A new ticket, so that the socket outlives the token it began with. */
    @JsonTypeName("refresh")
    record Refresh(String id, Refresh.Data data) implements Order {
        record Data(String ticket) {}
    }

    /** Follows streams of the tenant: each from the number given, or with a snapshot where it is 0. */
    @JsonTypeName("subscribe")
    record Subscribe(String id, Subscribe.Data data) implements Order {
        record Data(Map<String, Long> streams) {}
    }

    @JsonTypeName("unsubscribe")
    record Unsubscribe(String id, Unsubscribe.Data data) implements Order {
        record Data(List<String> streams) {}
    }

    /** An order that an entity carries out. */
    sealed interface Deed extends Order {}

    @JsonTypeName("sign-in")
    record SignIn(String id) implements Deed {}

    @JsonTypeName("sign-out")
    record SignOut(String id, Optional<SignOut.Data> data) implements Deed {
        record Data(Optional<String> reason) {}
    }

    @JsonTypeName("ready")
    record Ready(String id) implements Deed {}

    @JsonTypeName("not-ready")
    record NotReady(String id, NotReady.Data data) implements Deed {
        record Data(String reason) {}
    }

    @JsonTypeName("accept")
    record Accept(String id, Accept.Data data) implements Deed {
        record Data(String offer) {}
    }

    @JsonTypeName("reject")
    record Reject(String id, Reject.Data data) implements Deed {
        record Data(String offer, Optional<String> reason) {}
    }

    /** {@code messageId} is the client's own, so that saying it again after a lost connection does not say it twice. */
    @JsonTypeName("say")
    record Say(String id, Say.Data data) implements Deed {
        record Data(String interaction, String messageId, String text) {}
    }

    /** The other side's message is on the screen. */
    @JsonTypeName("delivered")
    record Delivered(String id, Delivered.Data data) implements Deed {
        record Data(String interaction, String messageId) {}
    }

    @JsonTypeName("typing")
    record Typing(String id, Typing.Data data) implements Deed {
        record Data(String interaction, boolean typing) {}
    }

    @JsonTypeName("end")
    record End(String id, End.Data data) implements Deed {
        record Data(String interaction) {}
    }

    @JsonTypeName("wrap-up")
    record WrapUp(String id, WrapUp.Data data) implements Deed {
        record Data(String interaction, Optional<String> disposition, Optional<String> notes) {}
    }

    @JsonTypeName("transfer")
    record Transfer(String id, Transfer.Data data) implements Deed {
        record Data(String interaction, String queue, Optional<String> agent) {}
    }

    @JsonTypeName("requeue")
    record Requeue(String id, Requeue.Data data) implements Deed {
        record Data(String interaction) {}
    }

    @JsonTypeName("hold")
    record Hold(String id, Hold.Data data) implements Deed {
        record Data(String interaction) {}
    }

    /** Takes the customer off hold; {@code resume} is what a client says first. */
    @JsonTypeName("unhold")
    record Unhold(String id, Unhold.Data data) implements Deed {
        record Data(String interaction) {}
    }

    @JsonTypeName("digits")
    record Digits(String id, Digits.Data data) implements Deed {
        record Data(String interaction, String digits) {}
    }

    @JsonTypeName("consult")
    record Consult(String id, Consult.Data data) implements Deed {
        record Data(String interaction, String agent) {}
    }

    @JsonTypeName("consult-end")
    record EndConsult(String id, EndConsult.Data data) implements Deed {
        record Data(String interaction) {}
    }

    @JsonTypeName("conference")
    record Conference(String id, Conference.Data data) implements Deed {
        record Data(String interaction) {}
    }

    /** To the agent who is consulted. */
    @JsonTypeName("hand-over")
    record HandOver(String id, HandOver.Data data) implements Deed {
        record Data(String interaction) {}
    }

    @JsonTypeName("monitor")
    record Monitor(String id, Monitor.Data data) implements Deed {
        record Data(String interaction, Mode mode) {}
    }

    @JsonTypeName("monitor-end")
    record EndMonitor(String id, EndMonitor.Data data) implements Deed {
        record Data(String interaction) {}
    }
}
