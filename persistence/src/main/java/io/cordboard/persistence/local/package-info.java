/**
 * A PostgreSQL server of one's own on this machine, for tests, benchmarks and a cluster on one host.
 *
 * <p>Not for production: it is as safe as one disk of one machine.
 */
@NullMarked
package io.cordboard.persistence.local;

import org.jspecify.annotations.NullMarked;
