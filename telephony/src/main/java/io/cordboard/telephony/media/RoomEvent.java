package io.cordboard.telephony.media;

import java.time.Duration;

/** What happened in a room without having been asked for. */
public sealed interface RoomEvent {

    /** A key was pressed; told once, when it is released or has been held for {@code held} without a sign of release. */
    record Digit(Party party, char digit, Duration held) implements RoomEvent {}

    /** A prompt has been played to its end, or was stopped or replaced before. */
    record Played(Party party, Playing playing, boolean whole) implements RoomEvent {}

    /** Nothing was heard of a party for so long, though it is not on hold: its line may be dead. Told once, and again after an agreement. */
    record Silent(Party party, Duration since) implements RoomEvent {}

    /** A party that was {@link Silent} is heard again. */
    record HeardAgain(Party party) implements RoomEvent {}

    /** How well a party was heard until now, since it came in; told at intervals, and a last time when it goes. */
    record Measured(Party party, Quality quality, boolean last) implements RoomEvent {}

    /** A recording has ended by itself, because its target takes no more; what was written before is there. */
    record RecordingFailed(String reason) implements RoomEvent {}
}
