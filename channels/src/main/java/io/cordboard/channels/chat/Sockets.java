package io.cordboard.channels.chat;

import io.cordboard.channels.FrameInPieces;
import io.cordboard.routing.interaction.InteractionId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.stream.CompletionStrategy;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** A WebSocket as two streams to and from a {@link SocketSession}. */
final class Sockets {

    private Sockets() {}

    /** {@code ended} is run once, when the session is over or has never begun. */
    static Flow<Message, Message, NotUsed> flow(
            ActorSystem system, ChatDesk desk, InteractionId chat, long after, Runnable ended) {
        ActorRef session = system.actorOf(SocketSession.props(desk, chat, after, ended));
        Materializer materializer = SystemMaterializer.get(system).materializer();
        int most = desk.settings().maxFrameBytes();
        Sink<Message, NotUsed> in = Flow.<Message>create()
                .mapAsync(1, message -> text(message, most, materializer))
                .map(SocketSession.Heard::new)
                .to(Sink.actorRefWithBackpressure(
                        session,
                        SocketSession.Inlet.BEGUN,
                        SocketSession.Inlet.READ_ON,
                        SocketSession.Inlet.ENDED,
                        failure -> failure));
        Source<Message, NotUsed> out = Source.<String>actorRefWithBackpressure(
                        SocketSession.Drawn.DRAWN,
                        message -> message == SocketSession.End.END
                                ? Optional.of(CompletionStrategy.draining())
                                : Optional.empty(),
                        message -> message == SocketSession.End.GIVEN_UP
                                ? Optional.of(new IllegalStateException("Expected the customer to read, but gave up"))
                                : Optional.empty())
                .<Message>map(TextMessage::create)
                .mapMaterializedValue(outlet -> {
                    session.tell(new SocketSession.Outlet(outlet), ActorRef.noSender());
                    return NotUsed.getInstance();
                });
        return Flow.fromSinkAndSourceCoupledMat(in, out, Keep.none());
    }

    /** Empty if it is too large, or not text at all. */
    private static CompletionStage<Optional<String>> text(Message message, int most, Materializer materializer) {
        if (!message.isText()) {
            message.asBinaryMessage().getStreamedData().runWith(Sink.cancelled(), materializer);
            return CompletableFuture.completedStage(Optional.empty());
        }
        TextMessage text = message.asTextMessage();
        if (text.isStrict()) {
            String strict = text.getStrictText();
            return CompletableFuture.completedStage(bytes(strict) <= most ? Optional.of(strict) : Optional.empty());
        }
        return FrameInPieces.read(text.getStreamedText(), most, materializer)
                .handle((frame, failure) -> failure == null ? frame.text() : Optional.empty());
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
