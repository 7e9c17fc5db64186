package io.cordboard.persistence.journal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.pattern.AskTimeoutException;
import org.apache.pekko.pattern.BackoffOpts;
import org.apache.pekko.pattern.BackoffSupervisor;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;

/** A fixed number of writes under way at any time, to random ones of many {@link Notes}, each answered or failed. */
final class NotesLoad implements AutoCloseable {

    private static final String TEXT = "x".repeat(150);

    private final ActorSystem system;
    private final List<ActorRef> notes;
    private final Duration patience;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final LongAdder stored = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private NotesLoad(ActorSystem system, List<ActorRef> notes, Duration patience) {
        this.system = system;
        this.notes = notes;
        this.patience = patience;
    }

    static NotesLoad start(ActorSystem system, int actors, int underWay, Duration patience) {
        var notes = IntStream.range(0, actors)
                .mapToObj(i -> system.actorOf(BackoffSupervisor.props(BackoffOpts.onStop(
                        Notes.counting("notes|acme/" + i),
                        "notes",
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        0.2))))
                .toList();
        var load = new NotesLoad(system, notes, patience);
        for (int i = 0; i < underWay; i++) {
            load.next();
        }
        return load;
    }

    private void next() {
        if (stopped.get()) {
            return;
        }
        var target = notes.get(ThreadLocalRandom.current().nextInt(notes.size()));
        var _ = Patterns.ask(target, new Notes.Note(TEXT), patience)
                .whenCompleteAsync(
                        (_, failure) -> {
                            count(failure);
                            next();
                        },
                        system.dispatcher());
    }

    private void count(@Nullable Throwable failure) {
        if (failure == null) {
            stored.increment();
        } else if (!(failure instanceof AskTimeoutException)) {
            failed.increment();
        }
    }

    long stored() {
        return stored.sum();
    }

    /** Writes that were answered with a failure; those whose actor was away are not answered at all. */
    long failed() {
        return failed.sum();
    }

    @Override
    public void close() {
        stopped.set(true);
    }
}
