package io.cordboard.routing.entity;

import java.time.Instant;

/**
 * How an entity stands, in the few words that are counted: for metrics, never for rules.
 *
 * @param phase one of a handful of words, for example {@code waiting} or {@code ready}; empty while there is nothing to count
 * @param queue the queue that it is about; empty if none
 * @param medium the medium that it is about; empty if none
 * @param size how many it holds: those that wait in a queue
 * @param since when what is counted began: the wait, the conversation, the oldest wait in a queue
 */
public record Standing(String phase, String queue, String medium, long size, Instant since) {

    /** There is nothing to count. */
    public static final Standing NONE = new Standing("", "", "", 0, Instant.EPOCH);

    /** An entity that belongs to no queue. */
    public static Standing of(String phase, Instant since) {
        return new Standing(phase, "", "", 0, since);
    }
}
