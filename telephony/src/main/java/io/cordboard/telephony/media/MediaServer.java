package io.cordboard.telephony.media;

import java.util.concurrent.CompletionStage;

/** Where the parties of calls are heard: one room for each call. */
public interface MediaServer extends AutoCloseable {

    /**
     * Opens the room of a call, with nobody in it.
     *
     * @param id names the call in logs; no two open rooms share one
     * @param listener is told what happens in the room
     * @return fails with {@link MediaRefused} for {@link MediaRefused.Reason#LIMIT}, {@link MediaRefused.Reason#CLOSED} or, when
     *     the id is taken or longer than 200 characters, {@link MediaRefused.Reason#MALFORMED}
     */
    CompletionStage<Room> open(String id, RoomListener listener);

    /** What this server has done and is doing, for metrics; cheap enough to be read at each scrape. */
    MediaCounts counts();

    /** Closes all rooms and ends the recordings in them. */
    @Override
    void close();
}
