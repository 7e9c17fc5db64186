/**
 * Recordings of calls as they are kept (ADR 0031): sealed while they are made, listened to as a stream, removed when their time is over.
 *
 * <p>{@link io.cordboard.telephony.recording.Recordings} is the door, for calls and for the API. Where the sealed bytes lie is behind
 * {@link io.cordboard.telephony.recording.RecordingStore}, who has the keys behind
 * {@link io.cordboard.telephony.recording.RecordingKeys}. Everything here may block.
 *
 * <p>Invariant: what was said is on no disk but encrypted, and cannot be read once its key is deleted.
 */
@NullMarked
package io.cordboard.telephony.recording;

import org.jspecify.annotations.NullMarked;
