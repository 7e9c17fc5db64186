package io.cordboard.routing.leg;

import java.util.Optional;

/**
 * Keeps the message ids that customers choose apart from all others of an interaction: a repeated id means a repeated message,
 * so a customer must not be able to hit on an agent's.
 */
public final class CustomerMessageId {

    /** Not part of any id that routing or its API accepts from others. */
    private static final String PREFIX = "customer:";

    private CustomerMessageId() {}

    /** As it is recorded. */
    public static String recorded(String chosen) {
        return PREFIX + chosen;
    }

    /** As the customer chose it, if this is a customer's. */
    public static Optional<String> chosen(String recorded) {
        return recorded.startsWith(PREFIX) ? Optional.of(recorded.substring(PREFIX.length())) : Optional.empty();
    }
}
