package io.cordboard.routing.assignment;

import java.util.Arrays;

/** The columns that a search has reached and not left, the nearest first: a binary heap whose elements know their place. */
final class Nearest {

    private final long[] distances;
    private final int[] heap;

    /** Place in the heap; -1 if not in it. */
    private final int[] places;

    private int size;

    /** @param distances by column; lowered by the search before it says that it has {@link #reached} one */
    Nearest(long[] distances) {
        this.distances = distances;
        heap = new int[distances.length];
        places = new int[distances.length];
        Arrays.fill(places, -1);
    }

    void clear() {
        while (size > 0) {
            places[heap[--size]] = -1;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int first() {
        return heap[0];
    }

    void reached(int column) {
        int place = places[column] < 0 ? size++ : places[column];
        while (place > 0 && distances[heap[(place - 1) / 2]] > distances[column]) {
            put(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        put(place, column);
    }

    int poll() {
        int first = heap[0];
        places[first] = -1;
        int last = heap[--size];
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && distances[heap[child + 1]] < distances[heap[child]]) {
                child++;
            }
            if (distances[heap[child]] >= distances[last]) {
                break;
            }
            put(place, heap[child]);
            place = child;
        }
        if (size > 0) {
            put(place, last);
        }
        return first;
    }

    private void put(int place, int column) {
        heap[place] = column;
        places[column] = place;
    }
}
