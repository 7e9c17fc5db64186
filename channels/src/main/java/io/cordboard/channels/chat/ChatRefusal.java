package io.cordboard.channels.chat;

import java.util.Locale;

/** Why a customer's request or frame is refused. The words are stable: pages tell them apart. */
enum ChatRefusal {
    MALFORMED_JSON(400, "The body is not JSON, or is beyond the limits of depth and length"),
    MALFORMED_REQUEST(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "No valid session token"),
    ORIGIN_NOT_ALLOWED(403, "Pages of this origin may not chat with this tenant"),
    IDENTITY_NOT_PROVEN(403, "The proof of identity does not hold"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The resource does not know this method"),
    ALREADY_EXISTS(409, "The idempotency key was used for something else"),
    ID_REUSED(409, "The message id was used for another text"),
    CHAT_OVER(409, "The chat is over"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not JSON"),
    INVALID(422, "A value is missing or not allowed"),
    INVALID_FRAME(422, "The frame is not one that is known"),
    INVALID_TEXT(422, "Nothing of the text is left to show"),
    TEXT_TOO_LONG(422, "The text is too long"),
    RATE_LIMITED(429, "Too many requests"),
    TOO_MANY_CHATS(429, "Too many open chats"),
    TOO_MANY_MESSAGES(429, "Too many messages"),
    REFUSED(409, "It does not fit the chat as it is now"),
    INTERNAL(500, "The node failed to answer"),
    UNAVAILABLE(503, "It could not be recorded or answered now");

    private final int status;
    private final String title;

    ChatRefusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
