package io.cordboard.ops.replay.fit;

/** A simple rule of who is served next, among those of one queue. */
public enum Discipline {
    /** Who came first. */
    FIFO("FIFO"),
    /** Who has the highest priority, and of these who came first. */
    STRICT("strict priority"),
    /** Who would have come first, had everybody come earlier by the credit for each point of priority. */
    CREDIT("age credit");

    private final String word;

    Discipline(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
