package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.expression.Attributes;
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
        // Always written: those who knew only of texts could not do without.
        @JsonInclude(JsonInclude.Include.ALWAYS) Attributes attributes) {

    public static final int MAX_ATTRIBUTES = 50;

    public Contact {
        int count = attributes.members().size();
        if (count > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException("Expected at most " + MAX_ATTRIBUTES + " attributes, but got " + count);
        }
        attributes = attributes.settled();
        customer.ifPresent(c -> requireLength("customer", c, 128));
        subject.ifPresent(s -> requireLength("subject", s, 200));
    }

    public Contact(
            Medium medium,
            Optional<String> customer,
            Optional<String> subject,
            Optional<Duration> patience,
            Map<String, ?> attributes) {
        this(medium, customer, subject, patience, Attributes.of(attributes));
    }

    private static void requireLength(String what, String value, int max) {
        if (value.isBlank() || value.length() > max) {
            throw new IllegalArgumentException(
                    "Expected " + what + " of 1 to " + max + " characters, but it has " + value.length());
        }
    }
}
