package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;

/** What a run is told. The package says what may follow what. */
public sealed interface FlowInput {

    /**
     * What was to be said is said, up to its end.
     *
     * @param keys what was typed meanwhile and not yet told
     */
    record Spoken(String keys) implements FlowInput {}

    /** Keys, of 0 to 9, * and #, as they were typed. */
    record Digits(String keys) implements FlowInput {
        /** They may be a secret. */
        @Override
        public String toString() {
            return "Digits[" + keys.length() + ']';
        }
    }

    /** What the customer has written, or was understood to say. */
    record Words(String text) implements FlowInput {
        /** They may be a secret. */
        @Override
        public String toString() {
            return "Words[" + text.length() + ']';
        }
    }

    /** The time for an answer is over, and nothing was typed or written. */
    record NoInput() implements FlowInput {}

    /**
     * A server has answered.
     *
     * @param body a missing node where there is none, or none that is JSON
     */
    record LookedUp(int status, JsonNode body) implements FlowInput {}

    /** No server has answered, after all retries. */
    record LookUpFailed(Failure failure) implements FlowInput {

        /** Why not. */
        public enum Failure {
            /** Its host is not one that the tenant may ask. */
            NOT_ALLOWED,
            UNREACHABLE,
            TIMEOUT,
            /** Its answer is too long, or no JSON where it said so. */
            UNREADABLE
        }
    }

    /** The act could not be carried out: there is no such agent, the queue takes nobody, nothing can be said. */
    record Refused(String reason) implements FlowInput {}

    /** The run goes on in another place after a fault; its act is to be done again. */
    record Resumed() implements FlowInput {}
}
