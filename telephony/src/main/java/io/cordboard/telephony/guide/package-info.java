/**
 * What guides a caller by voice: {@link io.cordboard.telephony.guide.Guidance} runs a flow with a telephone's keys and ears,
 * {@link io.cordboard.telephony.guide.Voices} turns what is to be said into sound, and {@link io.cordboard.telephony.guide.LookUps} asks
 * the tenant's servers.
 */
@NullMarked
package io.cordboard.telephony.guide;

import org.jspecify.annotations.NullMarked;
