package io.cordboard.node.api;

import io.cordboard.routing.entity.Refusal;
import java.util.Locale;

/** The kinds of problems that a client can tell apart. Names, once released, never change their meaning. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    MALFORMED_JSON(400, "The body is not JSON, or is beyond the limits of depth and length"),
    UNAUTHENTICATED(401, "No valid token or key"),
    FORBIDDEN(403, "The caller's roles do not allow this"),
    NOT_HELD(403, "The caller does not hold what it wants to act on"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The resource does not know this method"),
    TOO_SLOW(408, "The request did not arrive in time"),
    ALREADY_EXISTS(409, "It exists already and differs"),
    WRONG_PHASE(409, "It does not fit the phase"),
    OFFER_OVER(409, "The offer has ended"),
    TAKEN(409, "Another agent won"),
    NOT_READY(409, "The agent is not signed in, not ready or not connected"),
    NO_CAPACITY(409, "It does not fit the agent's capacity"),
    IN_USE(409, "Something else names it"),
    STALE(412, "It has changed since the caller saw it"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not of a type that is read here"),
    INVALID(422, "A value is missing or not allowed"),
    LIMIT(422, "A limit on size or number is reached"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for something else"),
    HEADER_TOO_LARGE(431, "The request's headers are too large"),
    RATE_LIMITED(429, "The caller sends too many requests"),
    INTERNAL(500, "The node failed to answer"),
    OVERLOADED(503, "Too much is under way"),
    UNAVAILABLE(503, "It could not be recorded or answered now");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** As it stands in a problem: lower-kebab. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static ProblemCode of(Refusal refusal) {
        return switch (refusal) {
            case NOT_FOUND -> NOT_FOUND;
            case ALREADY_EXISTS -> ALREADY_EXISTS;
            case WRONG_PHASE -> WRONG_PHASE;
            case OFFER_OVER -> OFFER_OVER;
            case TAKEN -> TAKEN;
            case NOT_READY -> NOT_READY;
            case NO_CAPACITY -> NO_CAPACITY;
            case NOT_HELD -> NOT_HELD;
            case INVALID -> INVALID;
            case STALE -> STALE;
            case LIMIT -> LIMIT;
            case OVERLOADED -> OVERLOADED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }
}
