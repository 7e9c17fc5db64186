/**
 * The telephone lines of all tenants in one table, so that a node knows them without asking every tenant. Invariant: what is read after
 * a number in the journal is everything that has changed since.
 */
@NullMarked
package io.cordboard.persistence.lines;

import org.jspecify.annotations.NullMarked;
