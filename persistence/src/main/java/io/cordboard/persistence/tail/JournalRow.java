package io.cordboard.persistence.tail;

import java.nio.charset.StandardCharsets;

/**
 * One stored event as it lies in the journal.
 *
 * @param ordering its number in the whole journal; grows, with gaps
 * @param persistenceId whose event it is, such as {@code interaction|acme/4711}
 * @param sequenceNr its number among the events of that entity
 * @param manifest the logical name of the event
 * @param payload the event, as JSON
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Rows are read and passed on, not compared; a copy of each payload would cost more.
public record JournalRow(
        long ordering, String persistenceId, long sequenceNr, String manifest, byte[] payload, long writtenAtMillis) {

    public String json() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Without the payload, which may be personal. */
    @Override
    public String toString() {
        return "JournalRow[" + ordering + ", " + persistenceId + '#' + sequenceNr + ", " + manifest + ']';
    }
}
