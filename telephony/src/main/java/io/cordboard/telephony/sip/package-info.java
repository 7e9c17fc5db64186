/**
 * SIP as this node speaks it: one stack with its transports, transactions, dialogs and limits.
 *
 * <p>{@link io.cordboard.telephony.sip.SipNode} starts it and makes outgoing {@link io.cordboard.telephony.sip.SipLeg}s; incoming ones
 * are told to a {@link io.cordboard.telephony.sip.SipHandler}. What a leg hears from its peer it tells as
 * {@link io.cordboard.telephony.sip.SipSignal}s.
 *
 * <p>Invariant: no type of {@code javax.sip} or {@code gov.nist} leaves this package, and whatever a peer sends, the stack goes on.
 */
@NullMarked
package io.cordboard.telephony.sip;

import org.jspecify.annotations.NullMarked;
