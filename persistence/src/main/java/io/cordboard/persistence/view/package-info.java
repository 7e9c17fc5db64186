/**
 * What is shown of the journal: the list of interactions, and each tenant's feed of events.
 *
 * <p>Read by the API. Invariant: nothing is returned of a tenant other than the one asked for.
 */
@NullMarked
package io.cordboard.persistence.view;

import org.jspecify.annotations.NullMarked;
