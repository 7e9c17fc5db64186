package io.cordboard.channels.chat;

import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends the handling of a customer's request with a refusal (RFC 9457). Expected, so it has no stack trace. */
final class ChatProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** One flaw of a request; {@code pointer} is a JSON pointer (RFC 6901) into the body, or names a parameter. */
    record Flaw(String pointer, String detail) {}

    private final ChatRefusal refusal;
    private final transient List<Flaw> flaws;
    private final transient Optional<Duration> retryAfter;

    private ChatProblem(ChatRefusal refusal, String detail, List<Flaw> flaws, Optional<Duration> retryAfter) {
        super(detail, null, false, false);
        this.refusal = refusal;
        this.flaws = List.copyOf(flaws);
        this.retryAfter = retryAfter;
    }

    static ChatProblem of(ChatRefusal refusal, String detail) {
        return new ChatProblem(
                refusal,
                detail,
                List.of(),
                refusal == ChatRefusal.UNAVAILABLE ? Optional.of(Duration.ofSeconds(1)) : Optional.empty());
    }

    static ChatProblem of(ChatRefusal refusal, String detail, Duration retryAfter) {
        return new ChatProblem(refusal, detail, List.of(), Optional.of(retryAfter));
    }

    static ChatProblem invalid(List<Flaw> flaws) {
        return new ChatProblem(ChatRefusal.INVALID, flaws.getFirst().detail(), flaws, Optional.empty());
    }

    static ChatProblem invalid(String pointer, String detail) {
        return invalid(List.of(new Flaw(pointer, detail)));
    }

    /** The one answer to a token that is forged, expired, nonsense, or of a chat that is no more. */
    static ChatProblem unauthenticated() {
        return of(ChatRefusal.UNAUTHENTICATED, "Expected a valid session token");
    }

    static ChatProblem notFound() {
        return of(ChatRefusal.NOT_FOUND, "Expected a tenant with chat, but there is none of this name");
    }

    /** What an entity's refusal means to a customer, in words that tell nothing of the inside. */
    static ChatProblem of(Reply.Refused refused) {
        return of(meaning(refused.refusal()), "Expected a chat that allows this, but it does not now");
    }

    static ChatRefusal meaning(Refusal refusal) {
        return switch (refusal) {
            case ALREADY_EXISTS -> ChatRefusal.ALREADY_EXISTS;
            case NOT_FOUND -> ChatRefusal.UNAUTHENTICATED;
            case INVALID -> ChatRefusal.INVALID;
            case LIMIT -> ChatRefusal.TOO_MANY_MESSAGES;
            // A customer may always speak, but for when it is over.
            case WRONG_PHASE, NOT_HELD -> ChatRefusal.CHAT_OVER;
            case OFFER_OVER, TAKEN, NOT_READY, NO_CAPACITY, STALE -> ChatRefusal.REFUSED;
            case OVERLOADED, UNAVAILABLE -> ChatRefusal.UNAVAILABLE;
        };
    }

    ChatRefusal refusal() {
        return refusal;
    }

    String detail() {
        return java.util.Objects.requireNonNullElse(getMessage(), refusal.title());
    }

    List<Flaw> flaws() {
        return flaws;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
