package io.cordboard.node.live;

import io.cordboard.routing.entity.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What waits to be sent to one client, in order. Events stay as they came until it is their turn; whoever brought them is told
 * when the last of them is handed on, and brings no more before.
 */
final class Outbox {

    /** Frames other than events: a client that lets so many wait does not read. */
    static final int MAX_FRAMES = 1_000;

    private sealed interface Waiting {}

    private record One(ServerFrame frame) implements Waiting {}

    private static final class Run implements Waiting {
        final StreamReader.Batch batch;
        final Runnable done;
        int next;

        Run(StreamReader.Batch batch, Runnable done) {
            this.batch = batch;
            this.done = done;
        }
    }

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int frames;

    void add(ServerFrame frame) {
        waiting.add(new One(frame));
        frames++;
    }

    /** {@code done} is run when the last of the events is handed on. */
    void add(StreamReader.Batch batch, Runnable done) {
        waiting.add(new Run(batch, done));
    }

    boolean overflows() {
        return frames > MAX_FRAMES;
    }

    /** Frames other than events that wait. */
    int frames() {
        return frames;
    }

    void clear() {
        waiting.clear();
        frames = 0;
    }

    /** The next frame; {@code events} hears of it if it is an event. */
    Optional<ServerFrame> next(Consumer<Event> events) {
        return switch (waiting.peek()) {
            case null -> Optional.empty();
            case One(var frame) -> {
                waiting.remove();
                frames--;
                yield Optional.of(frame);
            }
            case Run run -> {
                Event event = run.batch.events().get(run.next);
                long seq = run.batch.firstSeq() + run.next;
                run.next++;
                if (run.next == run.batch.events().size()) {
                    waiting.remove();
                    run.done.run();
                }
                events.accept(event);
                Instant at = event.at();
                yield Optional.of(
                        new ServerFrame.Happened(run.batch.stream().text(), seq, at, FrameCodec.name(event), event));
            }
        };
    }
}
