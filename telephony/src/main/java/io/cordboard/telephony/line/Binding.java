package io.cordboard.telephony.line;

import io.cordboard.routing.entity.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where one phone of an agent is reached (RFC 3261 §10).
 *
 * @param id what it replaces: the contact's URI, or with RFC 5626 the instance and its reg-id
 * @param contact the URI to call, without the header's parameters
 * @param path RFC 3327: what the call must pass, the first first
 * @param flow where it registered from, and the way back
 * @param q preference in thousandths, 0 to 1,000
 * @param callId RFC 3261 §10.3: of the REGISTER, whose {@code cseq} may only grow
 * @param expires it is not there from then on
 */
public record Binding(
        String id,
        String contact,
        List<String> path,
        Flow flow,
        int q,
        String callId,
        long cseq,
        Instant expires,
        String userAgent)
        implements Message {

    /** How many characters all of its texts may have together. */
    public static final int MOST_CHARS = 4_000;

    public Binding {
        path = List.copyOf(path);
        if (q < 0 || q > 1_000) {
            throw new IllegalArgumentException("Expected a q of 0 to 1000 thousandths, but got " + q);
        }
        int chars = id.length()
                + contact.length()
                + callId.length()
                + userAgent.length()
                + path.stream().mapToInt(String::length).sum();
        if (chars > MOST_CHARS) {
            throw new IllegalArgumentException(
                    "Expected a binding of at most " + MOST_CHARS + " characters, but got " + chars);
        }
    }

    /** RFC 3261 §10.2.1.1, RFC 5626 §6: what a new registration of the same phone replaces. */
    public static String id(String contact, Optional<String> instance, Optional<Integer> regId) {
        return instance.isPresent() && regId.isPresent() ? instance.get() + ';' + regId.get() : contact;
    }
}
