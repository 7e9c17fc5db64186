package io.cordboard.persistence.replays;

import io.cordboard.routing.tenant.TenantId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One replay that somebody has asked for.
 *
 * @param request what is to be replayed, as JSON
 * @param phase what is being done, while it is running
 * @param share how much of that is done, 0 to 1
 * @param reason why it failed
 */
public record ReplayJob(
        String id,
        TenantId tenant,
        String askedBy,
        Instant asked,
        String request,
        State state,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<String> phase,
        double share,
        Optional<String> reason) {

    /** How far it is. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        /** As it is stored and shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What came of it, as JSON and as CSV. */
    public record Report(String json, String csv) {}
}
