package io.cordboard.routing.entity;

/** Counts how many events go to the journal in one write: what is given while one is under way joins the next. */
final class Writes {

    /** Events of the write under way that are not recorded yet, and in all; and those that the next one will take. */
    private int left;

    private int all;
    private int gathering;

    void given(int events) {
        if (left == 0) {
            left = events;
            all = events;
        } else {
            gathering += events;
        }
    }

    /** The number of events of the write that has ended with these; 0 while it goes on. */
    int recorded(int events) {
        left -= events;
        if (left > 0) {
            return 0;
        }
        int ended = all;
        left = gathering;
        all = gathering;
        gathering = 0;
        return ended;
    }
}
