package io.cordboard.channels.chat;

/** What a customer's page says, one JSON object each. Texts are clean and within their limits. */
sealed interface ClientFrame {

    record Message(String id, String text) implements ClientFrame {}

    record Typing(boolean typing) implements ClientFrame {}

    record Delivered(String id) implements ClientFrame {}

    record Leave() implements ClientFrame {}

    record Ping() implements ClientFrame {}

    record Pong() implements ClientFrame {}

    /** It cannot be taken for any of the others; {@code id} if it is about a message that has one. */
    record Invalid(ChatRefusal code, String detail, java.util.Optional<String> id) implements ClientFrame {}
}
