package io.cordboard.node.api.tenant;

import io.cordboard.node.api.Call;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What must hold for a change to be made (RFC 9110 §13.1), as the request's headers say. */
sealed interface Precondition {

    /** No header: whatever is there. */
    record None() implements Precondition {}

    /** {@code If-None-Match: *}. */
    record Absent() implements Precondition {}

    /** {@code If-Match: *}. */
    record Present() implements Precondition {}

    /** {@code If-Match} with an ETag. */
    record Revision(long revision) implements Precondition {}

    static Precondition of(Call call) {
        Optional<String> match = call.header("If-Match").map(String::strip);
        Optional<String> noneMatch = call.header("If-None-Match").map(String::strip);
        if (noneMatch.isPresent()) {
            if (match.isPresent() || !noneMatch.get().equals("*")) {
                String detail = "Expected *, and no If-Match beside it";
                throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Expected a header If-None-Match that can be read")
                        .with(List.of(new Problem.Flaw("If-None-Match", detail)))
                        .exception();
            }
            return new Absent();
        }
        if (match.filter("*"::equals).isPresent()) {
            return new Present();
        }
        OptionalLong revision = call.expectedRevision();
        return revision.isPresent() ? new Revision(revision.getAsLong()) : new None();
    }

    /**
     * What a command expects, where {@code seen} was there a moment ago (0 for nothing): without a word from the caller,
     * just that, so that a change is never made to a state that nobody has looked at.
     */
    default long expected(long seen) {
        return switch (this) {
            case None _, Present _ -> seen;
            case Absent _ -> 0;
            // No ETag is "0", so nothing can match it; to a command it would mean that nothing is there.
            case Revision(long revision) -> revision == 0 ? -1 : revision;
        };
    }

    /** Whether a change that came too late may be tried again on what is there now. */
    default boolean allowsAnother() {
        return switch (this) {
            case None _, Present _ -> true;
            case Absent _, Revision _ -> false;
        };
    }
}
