package io.cordboard.channels.chat;

import io.cordboard.routing.interaction.InteractionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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

    /** The parts of one frame must arrive within this time. */
    private static final Duration FRAME_WITHIN = Duration.ofSeconds(10);

    private Sockets() {}

    static Flow<Message, Message, NotUsed> flow(
            ActorSystem system, ChatDesk desk, InteractionId chat, long after, Runnable ended) {
        ActorRef session = system.actorOf(SocketSession.props(desk, chat, after));
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
                        _ -> Optional.empty())
                .<Message>map(TextMessage::create)
                .watchTermination((outlet, done) -> {
                    session.tell(new SocketSession.Outlet(outlet), ActorRef.noSender());
                    done.whenComplete((_, _) -> ended.run());
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
        return text.getStreamedText()
                .limitWeighted(most, part -> (long) bytes(part))
                .runFold(new StringBuilder(), StringBuilder::append, materializer)
                .toCompletableFuture()
                .orTimeout(FRAME_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .handle((whole, failure) -> failure == null ? Optional.of(whole.toString()) : Optional.empty());
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
