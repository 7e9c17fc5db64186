/**
 * One journal, one cluster: the lease that keeps a second cluster off a journal that is in use.
 *
 * <p>Two clusters on one journal would each run every entity. Each node runs an
 * {@link io.cordboard.persistence.ownership.OwnershipGuard} from before its sharding starts until after it has ended.
 * Invariant: the lease is held by a node of one cluster, and a node that sees it held by a node of another ends its work.
 */
@NullMarked
package io.cordboard.persistence.ownership;

import org.jspecify.annotations.NullMarked;
