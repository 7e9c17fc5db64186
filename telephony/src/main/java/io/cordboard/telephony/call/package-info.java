/**
 * Calls: each is one actor on the node that took its INVITE (ADR 0026), a back-to-back user agent between the customer's dialog and the
 * agents' dialogs, whose sound meets in one {@link io.cordboard.telephony.media.Room}.
 *
 * <p>{@link io.cordboard.telephony.call.Calls} is the door. What a call does is decided by {@code Turn}, which is pure; {@code CallActor}
 * carries it out.
 *
 * <p>Invariant: every state of a phone or a caller is left by itself in the end, so no agent stays busy for a call that is gone.
 */
@NullMarked
package io.cordboard.telephony.call;

import org.jspecify.annotations.NullMarked;
