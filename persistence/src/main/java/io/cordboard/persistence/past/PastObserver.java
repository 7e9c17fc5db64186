package io.cordboard.persistence.past;

/** Hears of each answer about the past, given or not. */
@FunctionalInterface
public interface PastObserver {

    PastObserver NONE = (_, _, _) -> {};

    /** @param about {@code interaction}, {@code agent}, {@code trial} or {@code fairness} */
    void answered(String about, int rows, long nanos);
}
