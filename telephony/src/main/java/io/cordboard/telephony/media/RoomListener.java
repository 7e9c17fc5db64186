package io.cordboard.telephony.media;

/**
 * Told what happens in a room: one event at a time, in order, and never on the threads that carry sound. It must not wait for
 * what it asks of the room, which is done after the event.
 */
@FunctionalInterface
public interface RoomListener {
    void happened(RoomEvent event);
}
