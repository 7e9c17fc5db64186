package io.cordboard.telephony.media.rtpengine;

import io.cordboard.telephony.media.MediaCounts;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.RoomListener;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The rooms of another media server, which parties reach through rtpengines where they need one. */
public final class RtpengineMediaServer implements MediaServer {

    private static final int CLOSE_SECONDS = 10;

    private final MediaServer engine;
    private final RtpengineSettings settings;
    private final Pool pool;
    private final Set<RtpengineRoom> rooms = ConcurrentHashMap.newKeySet();

    private RtpengineMediaServer(MediaServer engine, RtpengineSettings settings, RtpengineObserver observer) {
        this.engine = engine;
        this.settings = settings;
        this.pool = new Pool(settings, observer);
    }

    /** Begins to look after the rtpengines. The engine is closed with this. */
    public static RtpengineMediaServer start(
            MediaServer engine, RtpengineSettings settings, RtpengineObserver observer) {
        return new RtpengineMediaServer(engine, settings, observer);
    }

    @Override
    public CompletionStage<Room> open(String id, RoomListener listener) {
        return engine.open(id, listener).thenApply(inside -> {
            var room = new RtpengineRoom(inside, pool, settings, rooms::remove);
            rooms.add(room);
            return room;
        });
    }

    @Override
    public MediaCounts counts() {
        return engine.counts();
    }

    @Override
    public void close() {
        CompletableFuture.allOf(rooms.stream()
                        .map(room -> room.close().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .handle((_, _) -> true)
                .completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
        engine.close();
        pool.close();
    }
}
