package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cordboard.routing.interaction.InteractionEvent.RecordingStarted;
import java.time.Instant;
import java.util.Optional;

/**
 * A recording of an interaction, as its history tells.
 *
 * @param why what had it begun
 * @param keepUntil when it is removed, at the latest
 * @param pausedUntil when it goes on by itself, if it is paused
 * @param ended when it was ended, or failed
 */
public record Tape(
        RecordingId recording,
        RecordingStarted.Why why,
        State state,
        Instant begun,
        Instant keepUntil,
        Optional<Instant> pausedUntil,
        Optional<Instant> ended) {

    /** What has become of it. */
    public enum State {
        @JsonProperty("recording")
        RECORDING,
        @JsonProperty("paused")
        PAUSED,
        @JsonProperty("ended")
        ENDED,
        /** It could not be begun, or not be gone on with; what was recorded before is there. */
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("removed")
        REMOVED
    }

    static Tape begun(RecordingStarted e) {
        return new Tape(
                e.recording(), e.why(), State.RECORDING, e.at(), e.keepUntil(), Optional.empty(), Optional.empty());
    }

    boolean running() {
        return state == State.RECORDING || state == State.PAUSED;
    }

    Tape paused(Instant until) {
        return new Tape(recording, why, State.PAUSED, begun, keepUntil, Optional.of(until), ended);
    }

    Tape resumed() {
        return new Tape(recording, why, State.RECORDING, begun, keepUntil, Optional.empty(), ended);
    }

    Tape ended(State how, Instant at) {
        return new Tape(recording, why, how, begun, keepUntil, Optional.empty(), Optional.of(ended.orElse(at)));
    }
}
