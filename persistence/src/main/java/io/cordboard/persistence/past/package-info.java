/**
 * How a tenant was at an instant, from its events: which interactions waited, how its agents were, what its policies said; and what
 * its agents were given and did in a time.
 *
 * <p>Read by the API, to explain and to report. Invariant: no answer takes more than its share of rows and time, and few are made at once; what
 * would take more is refused.
 */
@NullMarked
package io.cordboard.persistence.past;

import org.jspecify.annotations.NullMarked;
