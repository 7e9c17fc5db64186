package io.cordboard.channels.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordboard.routing.interaction.InteractionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.pattern.AskTimeoutException;
import org.apache.pekko.pattern.Patterns;

/** What the customer of an open chat can ask of this node. */
final class SessionRequests {

    /** What a poll is answered. */
    record Page(List<Frame.History> frames, long after, boolean typing, boolean closed) {}

    private final ActorSystem system;
    private final ChatDesk desk;
    private final ActorRef polls;
    private final Map<InteractionId, Integer> sockets = new ConcurrentHashMap<>();

    SessionRequests(ActorSystem system, ChatDesk desk) {
        this.system = system;
        this.desk = desk;
        this.polls = system.actorOf(PollDesk.props(desk));
    }

    /** The customer who has just opened it counts as there until there has been time to connect. */
    void arrived(InteractionId chat) {
        polls.tell(new PollDesk.For(chat, new PollSession.Arrived()), ActorRef.noSender());
    }

    HttpResponse socket(InteractionId chat, long after, WebSocketUpgrade upgrade) {
        int most = desk.settings().socketsPerSession();
        if (sockets.merge(chat, 1, Integer::sum) > most) {
            released(chat);
            throw ChatProblem.of(
                    ChatRefusal.RATE_LIMITED,
                    "Expected at most " + most + " connections of one chat",
                    Duration.ofSeconds(10));
        }
        // The session gives the place back: it ends in any case, the streams may never begin.
        return upgrade.handleMessagesWith(Sockets.flow(system, desk, chat, after, () -> released(chat)));
    }

    private void released(InteractionId chat) {
        sockets.computeIfPresent(chat, (_, open) -> open > 1 ? open - 1 : null);
    }

    CompletionStage<HttpResponse> poll(InteractionId chat, long after, Duration wait) {
        Duration longest =
                desk.settings().pollWait().compareTo(wait) < 0 ? desk.settings().pollWait() : wait;
        return ask(
                        chat,
                        new PollSession.Poll(after, longest),
                        longest.plus(desk.settings().answerWithin().multipliedBy(2)))
                .thenApply(reply -> switch (reply) {
                    case PollSession.Polled polled ->
                        Answers.json(200, new Page(polled.frames(), polled.after(), polled.typing(), polled.closed()));
                    default -> throw ChatProblem.unauthenticated();
                });
    }

    CompletionStage<HttpResponse> message(InteractionId chat, JsonNode body) {
        return say(chat, desk.codec().message(body));
    }

    CompletionStage<HttpResponse> typing(InteractionId chat, JsonNode body) {
        return say(chat, desk.codec().typing(body));
    }

    CompletionStage<HttpResponse> delivered(InteractionId chat, JsonNode body) {
        return say(chat, desk.codec().delivered(body));
    }

    CompletionStage<HttpResponse> leave(InteractionId chat) {
        return say(chat, new ClientFrame.Leave());
    }

    private CompletionStage<HttpResponse> say(InteractionId chat, ClientFrame frame) {
        if (frame instanceof ClientFrame.Invalid(var code, var detail, _)) {
            throw ChatProblem.of(code == ChatRefusal.INVALID_FRAME ? ChatRefusal.INVALID : code, detail);
        }
        // Up to two answers are waited for: of the interaction when reading, and when telling it.
        return ask(
                        chat,
                        new PollSession.Say(frame),
                        desk.settings().answerWithin().multipliedBy(2))
                .thenApply(reply -> switch (reply) {
                    case PollSession.Answer(Optional<Frame> answer) -> answered(answer);
                    default -> throw ChatProblem.unauthenticated();
                });
    }

    private static HttpResponse answered(Optional<Frame> answer) {
        return answer.map(frame -> switch (frame) {
                    case Frame.Accepted accepted -> Answers.json(200, Map.of("id", accepted.id()));
                    case Frame.Refused error -> throw refused(error);
                    default -> Answers.nothing();
                })
                .orElseGet(Answers::nothing);
    }

    private static ChatProblem refused(Frame.Refused error) {
        ChatRefusal refusal = ChatRefusal.valueOf(
                error.code().toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        return refusal == ChatRefusal.TOO_MANY_MESSAGES
                ? ChatProblem.of(refusal, error.detail(), Duration.ofSeconds(1))
                : ChatProblem.of(refusal, error.detail());
    }

    private CompletionStage<Object> ask(InteractionId chat, PollSession.Request request, Duration timeout) {
        return Patterns.ask(polls, new PollDesk.For(chat, request), timeout).handle((reply, failure) -> {
            if (failure instanceof AskTimeoutException) {
                throw ChatProblem.of(ChatRefusal.UNAVAILABLE, "Expected an answer in time, but there was none");
            }
            if (failure != null) {
                throw new IllegalStateException("Expected an answer from the chat's session", failure);
            }
            return reply;
        });
    }
}
