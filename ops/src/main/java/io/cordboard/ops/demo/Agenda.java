package io.cordboard.ops.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What somebody means to do later, in order of time. Of one thread only. */
final class Agenda {

    /** Something to do. */
    interface Deed {
        void act() throws IOException, InterruptedException;
    }

    private record Entry(long atNanos, long number, String about, Deed deed) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.<Entry>comparingLong(Entry::atNanos).thenComparingLong(Entry::number));
    private long number;

    /** {@code about}: under which name it can be dropped. */
    void in(Duration delay, String about, Deed deed) {
        entries.add(new Entry(System.nanoTime() + delay.toNanos(), number++, about, deed));
    }

    void drop(String about) {
        entries.removeIf(entry -> entry.about().equals(about));
    }

    boolean has(String about) {
        return entries.stream().anyMatch(entry -> entry.about().equals(about));
    }

    /** How long until the next, at most {@code most}. */
    Duration idle(Duration most) {
        Entry next = entries.peek();
        if (next == null) {
            return most;
        }
        Duration left = Duration.ofNanos(next.atNanos() - System.nanoTime());
        return left.compareTo(most) < 0 ? left : most;
    }

    void due() throws IOException, InterruptedException {
        while (entries.peek() != null && entries.peek().atNanos() <= System.nanoTime()) {
            entries.remove().deed().act();
        }
    }
}
