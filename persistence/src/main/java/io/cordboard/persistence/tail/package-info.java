/**
 * The journal read in the one order in which it was numbered: what projections and feeds are made from.
 *
 * <p>{@link io.cordboard.persistence.tail.JournalTail} may be shared by all readers of a process. Invariant: it returns every
 * committed event exactly once per cursor and in order, and never moves a cursor past a number that a transaction under way
 * may still fill.
 */
@NullMarked
package io.cordboard.persistence.tail;

import org.jspecify.annotations.NullMarked;
