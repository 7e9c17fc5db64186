/**
 * What the parties of calls hear: the port that signalling speaks to, whichever engine is behind it.
 *
 * <p>A {@link io.cordboard.telephony.media.MediaServer} opens a {@link io.cordboard.telephony.media.Room} for each call. Each
 * {@link io.cordboard.telephony.media.Party} joins it by an exchange of session descriptions (RFC 3264), and from then on hears whom
 * the room was told that it hears: two parties that talk, a conference, a supervisor who listens, whispers or joins are matrices of
 * gains and nothing more.
 *
 * <p>Called by telephony's call control only. Asynchronous throughout: what a room is asked it does in the order in which it was
 * asked, and its answers and {@link io.cordboard.telephony.media.RoomEvent}s come one at a time, in order, on threads that may be
 * kept waiting without anybody hearing it.
 *
 * <p>Invariant: a party hears only those that it was told to hear, and what was said during a recording's pause is written nowhere.
 */
@NullMarked
package io.cordboard.telephony.media;

import org.jspecify.annotations.NullMarked;
