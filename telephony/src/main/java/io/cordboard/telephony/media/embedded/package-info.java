/**
 * The media server that needs no daemon: G.711 over RTP/AVP, mixed in this JVM.
 *
 * <p>A few media threads carry all rooms. Each polls its sockets, and every 20 ms takes one frame from each party, mixes for each
 * listener what it is to hear, and sends it. They never block: what blocks (prompts, recordings, ports, listeners) is done on each
 * room's own serial of virtual threads. In the steady state they allocate nothing for a packet.
 *
 * <p>{@link io.cordboard.telephony.media.embedded.EmbeddedMediaServer} is the door. Classes below it are of one of three kinds: those
 * of a room's serial (negotiation, ports), those of one media thread (endpoints and what they are made of; they know neither clock nor
 * socket, so tests drive them by hand), and the loop between them.
 *
 * <p>Invariant: nothing that arrives on a socket throws, moves a call to a third party, or keeps a media thread from its next tick.
 */
@NullMarked
package io.cordboard.telephony.media.embedded;

import org.jspecify.annotations.NullMarked;
