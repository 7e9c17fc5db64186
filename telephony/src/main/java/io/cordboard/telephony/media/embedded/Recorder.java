package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.RecordingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recording between the media thread, which gives a frame at each tick and never waits, and a thread of its own, which writes half
 * a second at a time. In a pause silence is written.
 */
final class Recorder implements Runnable {

    static final int CHUNK_FRAMES = 25;
    private static final int FRAME_BYTES = JitterBuffer.FRAME * 4;
    /** An empty chunk is the last. */
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final RecordingSink sink;
    private final Consumer<String> failed;
    private final long longestFrames;
    private final BlockingQueue<ByteBuffer> full;
    private final BlockingQueue<ByteBuffer> empty;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean broken;

    private @Nullable ByteBuffer chunk;
    private boolean paused;
    private int underway;
    private long frames;
    private boolean ended;

    /**
     * @param failed told once, if the recording ends by itself
     * @param chunks how many may wait for the sink
     */
    Recorder(RecordingSink sink, Consumer<String> failed, int chunks, long longestFrames) {
        this.sink = sink;
        this.failed = failed;
        this.longestFrames = longestFrames;
        this.full = new ArrayBlockingQueue<>(chunks + 1);
        this.empty = new ArrayBlockingQueue<>(chunks);
        for (int i = 0; i < chunks; i++) {
            empty.add(ByteBuffer.allocate(CHUNK_FRAMES * FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    // The media thread's side.

    void pause() {
        paused = true;
    }

    /** Goes on after so many frames more, when all that was said before has been played out. */
    void resume(int framesUnderway) {
        if (paused) {
            paused = false;
            underway = framesUnderway;
        }
    }

    /** Begins with so many frames of silence: what was said before has a pause to be kept out of. */
    void hide(int framesUnderway) {
        underway = framesUnderway;
    }

    /** Whether silence is written, or was when it ended. */
    boolean hides() {
        return paused || underway > 0;
    }

    void frame(short @Nullable [] left, short[] right) {
        if (ended) {
            return;
        }
        ByteBuffer to = chunk != null ? chunk : empty.poll();
        chunk = to;
        if (to == null || broken || ++frames > longestFrames) {
            String reason = broken ? "" : to == null ? "the target takes too long" : "it has got as long as it may";
            end();
            if (!reason.isEmpty()) {
                failed.accept(reason);
            }
            return;
        }
        boolean hidden = hides();
        underway = Math.max(0, underway - 1);
        for (int i = 0; i < JitterBuffer.FRAME; i++) {
            to.putShort(hidden || left == null ? 0 : left[i]);
            to.putShort(hidden ? 0 : right[i]);
        }
        if (!to.hasRemaining()) {
            hand(to);
        }
    }

    void end() {
        if (!ended) {
            ended = true;
            ByteBuffer last = chunk;
            if (last != null && last.position() > 0) {
                hand(last);
            }
            full.add(END);
        }
    }

    private void hand(ByteBuffer written) {
        chunk = null;
        full.add(written.flip());
    }

    // The writer's side.

    @Override
    public void run() {
        long bytes = 0;
        try (sink) {
            sink.append(Wav.header(-1));
            ByteBuffer next = full.take();
            while (next.hasRemaining()) {
                bytes += next.remaining();
                sink.append(next);
                sink.amend(Wav.header(bytes));
                empty.add(next.clear());
                next = full.take();
            }
        } catch (IOException | RuntimeException e) {
            broken = true;
            failed.accept(e.toString());
        } catch (InterruptedException e) {
            broken = true;
            Thread.currentThread().interrupt();
        } finally {
            broken = true;
            closed.complete(null);
        }
    }

    /** When all is written and the target is closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }
}
