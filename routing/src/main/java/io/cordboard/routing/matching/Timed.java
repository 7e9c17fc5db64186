package io.cordboard.routing.matching;

/** Something that changes by the passing of time alone. */
abstract sealed class Timed permits Desk, Entry, Hold {

    /** Its place in the {@link DueHeap}, or -1 if it has no timer. */
    int heapAt = -1;
}
