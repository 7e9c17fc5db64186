/**
 * What a tenant says of its telephone lines: the parts of the settings of trunks and numbers, and what is kept of the secrets of
 * phones and trunks. Values only; who calls whom over them is telephony's.
 *
 * <p>Invariant: whatever was read can be used at once on a call: no look-up here asks the network, and no pattern takes longer than
 * its input is long to some small power.
 */
@NullMarked
package io.cordboard.routing.line;

import org.jspecify.annotations.NullMarked;
