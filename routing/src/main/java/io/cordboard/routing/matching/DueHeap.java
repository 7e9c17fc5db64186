package io.cordboard.routing.matching;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is due next. A heap whose elements know their place, so that an interaction that is answered takes its timer along: a
 * queue of timers that are only skipped when they come up would grow with traffic, not with what waits. Four children to a
 * node and the times in an array of their own keep it to few reaches into memory when a million wait.
 */
final class DueHeap {

    private static final int CHILDREN = 4;

    private @Nullable Timed[] heap = new @Nullable Timed[64];
    private long[] times = new long[64];
    private int size;

    long nextDue() {
        return size == 0 ? Nanos.NEVER : times[0];
    }

    long dueAt(Timed timed) {
        return timed.heapAt < 0 ? Nanos.NEVER : times[timed.heapAt];
    }

    /** Takes out the first that is due at {@code now} or before. */
    @Nullable
    Timed poll(long now) {
        if (size == 0 || times[0] > now) {
            return null;
        }
        Timed first = Objects.requireNonNull(heap[0]);
        schedule(first, Nanos.NEVER);
        return first;
    }

    /** Sets, moves or ({@link Nanos#NEVER}) removes a timer. */
    void schedule(Timed timed, long dueAt) {
        if (dueAt == Nanos.NEVER) {
            if (timed.heapAt >= 0) {
                remove(timed);
            }
        } else if (timed.heapAt >= 0) {
            sift(timed, dueAt, timed.heapAt);
        } else {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
                times = Arrays.copyOf(times, size * 2);
            }
            sift(timed, dueAt, size++);
        }
    }

    private void remove(Timed timed) {
        int hole = timed.heapAt;
        timed.heapAt = -1;
        size--;
        Timed last = Objects.requireNonNull(heap[size]);
        heap[size] = null;
        if (hole < size) {
            sift(last, times[size], hole);
        }
    }

    /** Puts {@code timed} at {@code hole}, or above or below it where the order asks for that. */
    private void sift(Timed timed, long dueAt, int hole) {
        int at = hole;
        while (at > 0 && times[(at - 1) / CHILDREN] > dueAt) {
            move((at - 1) / CHILDREN, at);
            at = (at - 1) / CHILDREN;
        }
        for (int child = firstChild(at); child >= 0 && times[child] < dueAt; child = firstChild(at)) {
            move(child, at);
            at = child;
        }
        put(timed, dueAt, at);
    }

    /** Of the children of {@code at} the one due first; -1 if it has none. */
    private int firstChild(int at) {
        int child = at * CHILDREN + 1;
        int end = Math.min(child + CHILDREN, size);
        int first = child < end ? child : -1;
        for (int each = child + 1; each < end; each++) {
            if (times[each] < times[first]) {
                first = each;
            }
        }
        return first;
    }

    private void move(int from, int to) {
        put(Objects.requireNonNull(heap[from]), times[from], to);
    }

    private void put(Timed timed, long dueAt, int at) {
        heap[at] = timed;
        times[at] = dueAt;
        timed.heapAt = at;
    }
}
