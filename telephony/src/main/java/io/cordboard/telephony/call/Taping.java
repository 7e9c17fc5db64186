package io.cordboard.telephony.call;

import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Recording;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.recording.Recordings;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The recording of a call: begun when somebody talks to the customer and routing wants it, never while it is paused. What the room is
 * asked is asked in order. Used by one actor.
 */
final class Taping {

    private final Room room;
    private final Party customer;
    private final Recordings recordings;
    private final Admission admission;
    private final BiConsumer<RecordingId, Throwable> failed;

    private Optional<LegRequest.Recording> wanted = Optional.empty();
    private CompletionStage<Optional<Recording>> tape = CompletableFuture.completedStage(Optional.empty());
    private boolean joined;
    private boolean paused;
    private boolean begun;

    /** @param failed told, on another thread, of one that could not be begun */
    Taping(
            Room room,
            Party customer,
            Recordings recordings,
            Admission admission,
            BiConsumer<RecordingId, Throwable> failed) {
        this.room = room;
        this.customer = customer;
        this.recordings = recordings;
        this.admission = admission;
        this.failed = failed;
    }

    void on(LegRequest.Recording request) {
        switch (request.stage()) {
            case START -> {
                wanted = Optional.of(request);
                paused = false;
                begun = false;
            }
            case PAUSE -> {
                paused = true;
                each(Recording::pause);
            }
            case GO_ON -> {
                paused = false;
                if (joined) {
                    each(Recording::resume);
                }
            }
            case STOP -> {
                wanted = Optional.empty();
                each(Recording::stop);
            }
        }
        beginIfDue();
    }

    /** Somebody talks to the customer from now on, or nobody any more: what agents say among themselves is not recorded. */
    void talks(boolean there) {
        boolean changed = joined != there;
        joined = there;
        if (changed && begun && wanted.isPresent()) {
            each(joined && !paused ? Recording::resume : Recording::pause);
        }
        beginIfDue();
    }

    /** It has failed, as far as routing knows: then nothing of it goes on. */
    void failed(RecordingId recording) {
        if (running().filter(recording::equals).isPresent()) {
            wanted = Optional.empty();
            each(Recording::stop);
        }
    }

    /** What is being recorded, as far as routing knows. */
    Optional<RecordingId> running() {
        return wanted.map(LegRequest.Recording::recording);
    }

    private void beginIfDue() {
        if (joined && !paused && !begun && wanted.isPresent()) {
            begun = true;
            begin(wanted.get().recording(), wanted.get().keepUntil().orElseThrow());
        }
    }

    private void begin(RecordingId recording, Instant keepUntil) {
        var order = new Recordings.Order(
                admission.id(), recording, admission.contact().customer(), keepUntil);
        each(Recording::stop);
        tape = tape.thenCompose(_ -> room.record(customer, recordings.target(order)))
                .<Optional<Recording>>thenApply(Optional::of)
                .exceptionally(failure -> {
                    failed.accept(recording, failure);
                    return Optional.empty();
                });
    }

    private void each(Function<Recording, CompletionStage<Void>> request) {
        tape = tape.thenCompose(running -> running.map(request)
                .orElseGet(() -> CompletableFuture.completedStage(null))
                .handle((_, _) -> running));
    }
}
