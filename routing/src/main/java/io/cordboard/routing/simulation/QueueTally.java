package io.cordboard.routing.simulation;

/** Counts what becomes of one queue's contacts. */
final class QueueTally {

    private long offered;
    private double handlingNanos;
    private final Waits.Log answered = new Waits.Log();
    private final Waits.Log abandoned = new Waits.Log();

    void offered() {
        offered++;
    }

    void answered(Arrival arrival, long atNanos) {
        answered.add(atNanos - arrival.atNanos());
        handlingNanos += arrival.handlingNanos();
    }

    void abandoned(Arrival arrival, long atNanos) {
        abandoned.add(atNanos - arrival.atNanos());
    }

    QueueResult result() {
        return new QueueResult(offered, answered.sorted(), abandoned.sorted(), handlingNanos / Times.SECOND);
    }
}
