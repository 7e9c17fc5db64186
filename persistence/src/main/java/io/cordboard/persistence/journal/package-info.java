/**
 * The database that holds the journal: its settings, tables and pools, and Pekko's plugin configured for it.
 *
 * <p>The node's wiring opens one {@link io.cordboard.persistence.journal.JournalDatabase} before it starts its actor system
 * with {@link io.cordboard.persistence.journal.JournalPlugin}'s configuration, and closes it after the system has ended.
 * Invariant: a database that cannot answer fails whoever asks, within seconds and with the reason; nobody waits for it.
 */
@NullMarked
package io.cordboard.persistence.journal;

import org.jspecify.annotations.NullMarked;
