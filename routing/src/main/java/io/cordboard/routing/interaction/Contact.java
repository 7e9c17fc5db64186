package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.Medium;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a contact when it arrives.
 *
 * @param customer the tenant's own id of the customer, if known
 * @param subject one line for people
 * @param patience how long a customer whose live connection drops is waited for; empty where there is none to drop
 *     (a task, an e-mail)
 * @param attributes what the flow, the page or the integrator found out; at most {@value #MAX_ATTRIBUTES} of them
 */
public record Contact(
        Medium medium,
        Optional<String> customer,
        Optional<String> subject,
        Optional<Duration> patience,
        Map<String, String> attributes) {

    public static final int MAX_ATTRIBUTES = 50;
    public static final int MAX_TEXT = 1_000;

    public Contact {
        attributes = Map.copyOf(attributes);
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "Expected at most " + MAX_ATTRIBUTES + " attributes, but got " + attributes.size());
        }
        attributes.forEach((name, value) -> {
            if (name.length() > 64 || value.length() > MAX_TEXT) {
                throw new IllegalArgumentException("Expected attribute names of at most 64 and values of at most "
                        + MAX_TEXT + " characters, but '" + name.substring(0, Math.min(name.length(), 64))
                        + "' is longer");
            }
        });
        customer.ifPresent(c -> requireLength("customer", c, 128));
        subject.ifPresent(s -> requireLength("subject", s, 200));
    }

    private static void requireLength(String what, String value, int max) {
        if (value.isBlank() || value.length() > max) {
            throw new IllegalArgumentException(
                    "Expected " + what + " of 1 to " + max + " characters, but it has " + value.length());
        }
    }
}
