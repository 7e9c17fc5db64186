package io.cordboard.telephony.media;

/** Told what happens in a room: one event at a time, in order, and never on the threads that carry sound. */
@FunctionalInterface
public interface RoomListener {
    void happened(RoomEvent event);
}
