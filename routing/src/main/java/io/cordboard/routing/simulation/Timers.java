package io.cordboard.routing.simulation;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is due next to which contact. At most one timer a contact, which knows its place, so that a contact that is answered takes
 * its patience along: the heap is as large as what waits and is worked on. What is due at one instant comes in order of arrival.
 */
final class Timers {

    private static final int CHILDREN = 4;

    private @Nullable Contact[] heap = new @Nullable Contact[64];
    private long[] times = new long[64];
    private int size;

    long nextAt() {
        return size == 0 ? Times.NEVER : times[0];
    }

    /** Takes out the first that is due at {@code now} or before. */
    @Nullable
    Contact poll(long now) {
        if (size == 0 || times[0] > now) {
            return null;
        }
        Contact first = Objects.requireNonNull(heap[0]);
        schedule(first, Times.NEVER);
        return first;
    }

    /** Sets, moves or ({@link Times#NEVER}) removes the timer. */
    void schedule(Contact contact, long dueAt) {
        if (dueAt == Times.NEVER) {
            if (contact.heapAt >= 0) {
                remove(contact);
            }
        } else if (contact.heapAt >= 0) {
            sift(contact, dueAt, contact.heapAt);
        } else {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
                times = Arrays.copyOf(times, size * 2);
            }
            sift(contact, dueAt, size++);
        }
    }

    private void remove(Contact contact) {
        int hole = contact.heapAt;
        contact.heapAt = -1;
        size--;
        Contact last = Objects.requireNonNull(heap[size]);
        heap[size] = null;
        if (hole < size) {
            sift(last, times[size], hole);
        }
    }

    private void sift(Contact contact, long dueAt, int hole) {
        int at = hole;
        while (at > 0 && isBefore(dueAt, contact, (at - 1) / CHILDREN)) {
            move((at - 1) / CHILDREN, at);
            at = (at - 1) / CHILDREN;
        }
        for (int child = firstChild(at); child >= 0 && !isBefore(dueAt, contact, child); child = firstChild(at)) {
            move(child, at);
            at = child;
        }
        put(contact, dueAt, at);
    }

    private boolean isBefore(long dueAt, Contact contact, int other) {
        return dueAt != times[other]
                ? dueAt < times[other]
                : contact.number < Objects.requireNonNull(heap[other]).number;
    }

    /** Of the children of {@code at} the one due first; -1 if it has none. */
    private int firstChild(int at) {
        int child = at * CHILDREN + 1;
        int end = Math.min(child + CHILDREN, size);
        int first = child < end ? child : -1;
        for (int each = child + 1; each < end; each++) {
            if (isBefore(times[each], Objects.requireNonNull(heap[each]), first)) {
                first = each;
            }
        }
        return first;
    }

    private void move(int from, int to) {
        put(Objects.requireNonNull(heap[from]), times[from], to);
    }

    private void put(Contact contact, long dueAt, int at) {
        heap[at] = contact;
        times[at] = dueAt;
        contact.heapAt = at;
    }
}
