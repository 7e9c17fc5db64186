/**
 * What telephony asks of the configuration and of the cluster: {@link io.cordboard.telephony.line.Lines}, the trunks, numbers and phones
 * of all tenants, and {@link io.cordboard.telephony.line.Locations}, where agents' phones are. Ports; the node answers them.
 *
 * <p>Invariant: nothing here leads from one tenant to another. What a call's source and number do not settle is refused.
 */
@NullMarked
package io.cordboard.telephony.line;

import org.jspecify.annotations.NullMarked;
