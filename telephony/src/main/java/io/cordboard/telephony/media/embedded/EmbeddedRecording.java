package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.MediaRefused.Reason.LIMIT;
import static io.cordboard.telephony.media.MediaRefused.Reason.RECORDING;

import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.Recording;
import io.cordboard.telephony.media.RecordingTarget;
import io.cordboard.telephony.media.RoomEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A recording as its room sees it. */
final class EmbeddedRecording implements Recording {

    private static final int FRAMES_EACH_SECOND = 50;

    private final Recorder recorder;
    private final Mix mix;
    private final MediaLoop loop;
    private final long stallMillis;

    private EmbeddedRecording(Recorder recorder, Mix mix, MediaLoop loop, long stallMillis) {
        this.recorder = recorder;
        this.mix = mix;
        this.loop = loop;
        this.stallMillis = stallMillis;
    }

    /** Opens the target, and begins to write what the room's media thread will give. */
    static EmbeddedRecording begin(
            Engine engine, RecordingTarget target, Mix mix, MediaLoop loop, Consumer<RoomEvent> events) {
        MediaSettings settings = engine.settings();
        Counters counters = engine.counters();
        if (counters.recordings.incrementAndGet() > settings.maxRecordings()) {
            counters.recordings.decrementAndGet();
            counters.refused.increment();
            throw new MediaRefused(
                    LIMIT, "Expected at most " + settings.maxRecordings() + " recordings, but there are as many");
        }
        try {
            int chunks = (int) settings.recordingStall().toSeconds() * FRAMES_EACH_SECOND / Recorder.CHUNK_FRAMES;
            var recorder = new Recorder(
                    target.open(),
                    reason -> events.accept(new RoomEvent.RecordingFailed(reason)),
                    chunks,
                    settings.longestRecording().toSeconds() * FRAMES_EACH_SECOND);
            engine.threads().execute(() -> {
                try {
                    recorder.run();
                } finally {
                    counters.recordings.decrementAndGet();
                }
            });
            return new EmbeddedRecording(
                    recorder, mix, loop, settings.recordingStall().toMillis());
        } catch (IOException | RuntimeException e) {
            counters.recordings.decrementAndGet();
            throw new MediaRefused(RECORDING, "Expected a target that a recording can be written to, but: " + e, e);
        }
    }

    Recorder recorder() {
        return recorder;
    }

    boolean running() {
        return !recorder.closed().isDone();
    }

    @Override
    public CompletionStage<Void> pause() {
        return running() ? onLoop(recorder::pause) : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> resume() {
        return running() ? onLoop(() -> mix.resume(recorder)) : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> stop() {
        if (running()) {
            loop.execute(recorder::end);
        }
        // A disk that takes nothing keeps nobody for ever.
        return recorder.closed().copy().completeOnTimeout(null, stallMillis, TimeUnit.MILLISECONDS);
    }

    private CompletionStage<Void> onLoop(Runnable task) {
        return CompletableFuture.runAsync(task, loop::execute);
    }
}
