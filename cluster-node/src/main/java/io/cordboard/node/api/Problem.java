package io.cordboard.node.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Why a request was not carried out, in the form of RFC 9457.
 *
 * @param detail "Expected ..., but ..."
 * @param errors what is wrong with which part of the request
 * @param current the state of the thing as it is now, where it does not allow what was asked
 * @param retryAfter when to try again, where that makes sense
 */
public record Problem(
        ProblemCode kind, String detail, List<Flaw> errors, Optional<Object> current, Optional<Duration> retryAfter) {

    /** One flaw of a request; {@code pointer} is a JSON pointer (RFC 6901) into the body, or names a parameter. */
    public record Flaw(String pointer, String detail) {}

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, List.of(), Optional.empty(), retryAfterOf(code));
    }

    /** Of a value that is missing or not allowed, at {@code pointer}. */
    public static Problem invalid(String pointer, String detail) {
        return of(ProblemCode.INVALID, detail).with(List.of(new Flaw(pointer, detail)));
    }

    /** The one answer for what is missing, what is another tenant's, and what cannot be an id at all. */
    public static Problem notFound() {
        return of(
                ProblemCode.NOT_FOUND, "Expected something of the caller's tenant, but there is nothing of this name");
    }

    /** The value that {@code reading} makes of what the request says at {@code pointer}, if it is allowed. */
    public static <T> T valueAt(String pointer, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw invalid(pointer, message == null ? "Expected another value" : message)
                    .exception();
        }
    }

    public Problem with(List<Flaw> flaws) {
        return new Problem(kind, detail, flaws, current, retryAfter);
    }

    public Problem withCurrent(Object state) {
        return new Problem(kind, detail, errors, Optional.of(state), retryAfter);
    }

    public Problem withRetryAfter(Duration wait) {
        return new Problem(kind, detail, errors, current, Optional.of(wait));
    }

    String type() {
        return "urn:cordboard:problem:" + code();
    }

    String title() {
        return kind.title();
    }

    public int status() {
        return kind.status();
    }

    public String code() {
        return kind.word();
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    private static Optional<Duration> retryAfterOf(ProblemCode code) {
        return switch (code) {
            case OVERLOADED, UNAVAILABLE, RATE_LIMITED -> Optional.of(Duration.ofSeconds(1));
            default -> Optional.empty();
        };
    }
}
