package io.cordboard.channels.chat;

import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.Party;
import io.cordboard.routing.leg.CustomerMessageId;
import io.cordboard.routing.leg.LegReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Passes on what a customer says, and tells what came of it. Used by one actor only, which waits for one answer before it passes
 * on the next, so that messages are recorded in the order in which they were sent.
 */
final class Speaking {

    private static final Duration BETWEEN_TYPINGS = Duration.ofSeconds(1);

    private final ChatDesk desk;
    private final InteractionId chat;
    private final Transcript transcript;

    private boolean typing;
    private long typedAt = System.nanoTime() - BETWEEN_TYPINGS.toNanos();

    Speaking(ChatDesk desk, InteractionId chat, Transcript transcript) {
        this.desk = desk;
        this.chat = chat;
        this.transcript = transcript;
    }

    /** What the customer is told; a failed stage never comes of it. */
    CompletionStage<Optional<Frame>> say(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Message message -> message(message);
            case ClientFrame.Typing typed -> typing(typed);
            case ClientFrame.Delivered delivered -> delivered(delivered);
            case ClientFrame.Leave _ -> leave();
            case ClientFrame.Ping _ -> at(new Frame.Pong());
            case ClientFrame.Pong _ -> nothing();
            case ClientFrame.Invalid invalid -> refuse(invalid.code(), invalid.detail(), invalid.id());
        };
    }

    /** To be called in the actor with what came of {@link #say}, before the next frame is passed on. */
    void said(ClientFrame frame, Optional<Frame> answer) {
        if (frame instanceof ClientFrame.Message message
                && answer.filter(Frame.Accepted.class::isInstance).isPresent()) {
            transcript.accepted(message.id(), message.text());
        }
    }

    private CompletionStage<Optional<Frame>> message(ClientFrame.Message message) {
        Optional<String> id = Optional.of(message.id());
        Optional<Boolean> said = transcript.said(message.id(), message.text());
        if (said.isPresent()) {
            return said.get() ? at(new Frame.Accepted(message.id())) : at(error(idReused(), id));
        }
        if (transcript.over()) {
            return refuse(ChatRefusal.CHAT_OVER, "Expected an open chat, but it is over", id);
        }
        Optional<Duration> wait = desk.messages().take(chat);
        if (wait.isPresent()) {
            return refuse(
                    ChatRefusal.TOO_MANY_MESSAGES,
                    "Expected at most " + desk.settings().messages().perMinute()
                            + " messages a minute, but there are more; try again in "
                            + Math.max(1, wait.get().toSeconds()) + " s",
                    id);
        }
        typing = false;
        return desk.legs()
                .report(new LegReport.Said(
                        chat, Party.CUSTOMER, CustomerMessageId.recorded(message.id()), message.text()))
                .thenApply(reply -> switch (reply) {
                    case Reply.Done _, Reply.Found _ -> {
                        desk.listener().heard(chat.tenant());
                        yield Optional.of(new Frame.Accepted(message.id()));
                    }
                    // Said with another text on another connection, which this one has not read yet.
                    case Reply.Refused(_, var refusal, _)
                    when refusal == Refusal.ALREADY_EXISTS -> Optional.of(error(idReused(), id));
                    case Reply.Refused refused -> Optional.of(error(ChatProblem.of(refused), id));
                });
    }

    private static ChatProblem idReused() {
        return ChatProblem.of(ChatRefusal.ID_REUSED, "Expected an id that is new, but another text had it before");
    }

    private CompletionStage<Optional<Frame>> typing(ClientFrame.Typing typed) {
        long now = System.nanoTime();
        boolean tooSoon = now - typedAt < BETWEEN_TYPINGS.toNanos();
        // That somebody has stopped is worth more than politeness.
        if (transcript.over() || tooSoon && (typed.typing() || !typing)) {
            return nothing();
        }
        typing = typed.typing();
        typedAt = now;
        return desk.legs()
                .report(new LegReport.Typing(chat, Party.CUSTOMER, typed.typing()))
                .thenApply(_ -> Optional.empty());
    }

    private CompletionStage<Optional<Frame>> delivered(ClientFrame.Delivered delivered) {
        if (!transcript.confirm(delivered.id())) {
            return nothing();
        }
        return desk.legs().report(new LegReport.Delivered(chat, delivered.id())).thenApply(_ -> Optional.empty());
    }

    private CompletionStage<Optional<Frame>> leave() {
        return desk.legs().report(new LegReport.Left(chat, Party.CUSTOMER)).thenApply(reply -> switch (reply) {
            case Reply.Done _, Reply.Found _ -> Optional.empty();
            case Reply.Refused refused -> Optional.of(error(ChatProblem.of(refused), Optional.empty()));
        });
    }

    private CompletionStage<Optional<Frame>> refuse(ChatRefusal code, String detail, Optional<String> id) {
        return at(error(ChatProblem.of(code, detail), id));
    }

    private Frame error(ChatProblem problem, Optional<String> id) {
        desk.listener().refused(problem.refusal().word());
        return new Frame.Refused(problem.refusal().word(), problem.detail(), id);
    }

    private static CompletionStage<Optional<Frame>> at(Frame frame) {
        return CompletableFuture.completedStage(Optional.of(frame));
    }

    private static CompletionStage<Optional<Frame>> nothing() {
        return CompletableFuture.completedStage(Optional.empty());
    }
}
