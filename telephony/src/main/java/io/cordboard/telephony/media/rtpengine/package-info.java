/**
 * rtpengine at the edge: a {@link io.cordboard.telephony.media.MediaServer} whose rooms are those of another, and whose parties reach it
 * through an rtpengine where they speak what it does not: ICE, DTLS-SRTP, Opus (ADR 0032).
 *
 * <pre>
 *   browser ◄─ ICE, DTLS-SRTP, Opus ─► rtpengine ◄─ RTP/AVP, G.711 ─► the room's engine
 * </pre>
 *
 * <p>Invariant: a party that is let go, refused or lost leaves no call at an rtpengine but for the second in which the last packets
 * pass, and nothing here waits for an rtpengine on a thread that carries sound.
 */
@NullMarked
package io.cordboard.telephony.media.rtpengine;

import org.jspecify.annotations.NullMarked;
