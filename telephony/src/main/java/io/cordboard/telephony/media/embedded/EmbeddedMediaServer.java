package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.MediaRefused.Reason.CLOSED;
import static io.cordboard.telephony.media.MediaRefused.Reason.LIMIT;
import static io.cordboard.telephony.media.MediaRefused.Reason.MALFORMED;

import io.cordboard.telephony.media.MediaCounts;
import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.RoomListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The media server in this JVM. */
public final class EmbeddedMediaServer implements MediaServer {

    private static final int LONGEST_ID = 200;
    private static final int CLOSE_SECONDS = 10;

    private final Engine engine;
    private final List<MediaLoop> loops = new ArrayList<>();
    private int nextLoop;
    private final Map<String, EmbeddedRoom> rooms = new HashMap<>();
    private boolean closed;

    private EmbeddedMediaServer(MediaSettings settings) throws IOException {
        // Not virtual: these wait for disks, and a disk that hangs would keep the few carriers that all virtual threads
        // share. There are
        // no more than rooms and recordings.
        ThreadFactory threads =
                Thread.ofPlatform().daemon().name("media-room-", 0).factory();
        this.engine = new Engine(
                settings,
                new Counters(),
                new Ports(settings.listen(), settings.firstPort(), settings.lastPort()),
                new Prompts(settings.longestPrompt(), settings.promptCacheBytes()),
                Executors.newCachedThreadPool(threads));
        for (int i = 0; i < settings.threads(); i++) {
            loops.add(new MediaLoop("media-" + i, settings.maxPacketBytes(), engine.counters()));
        }
    }

    /** Starts the media threads. */
    public static EmbeddedMediaServer start(MediaSettings settings) {
        try {
            var server = new EmbeddedMediaServer(settings);
            server.loops.forEach(MediaLoop::start);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<Room> open(String id, RoomListener listener) {
        try {
            return CompletableFuture.completedStage(opened(id, listener));
        } catch (MediaRefused e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private EmbeddedRoom opened(String id, RoomListener listener) {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new MediaRefused(MALFORMED, "Expected a room's id of 1 to " + LONGEST_ID + " characters");
        }
        synchronized (rooms) {
            if (closed) {
                throw new MediaRefused(CLOSED, "Expected an open media server, but it is closed");
            }
            int most = engine.settings().maxRooms();
            if (rooms.size() >= most) {
                engine.counters().refused.increment();
                throw new MediaRefused(LIMIT, "Expected at most " + most + " rooms, but there are as many");
            }
            MediaLoop loop = loops.get(nextLoop++ % loops.size());
            var room = new EmbeddedRoom(engine, loop, listener, ended -> forget(id, ended));
            if (rooms.putIfAbsent(id, room) != null) {
                throw new MediaRefused(MALFORMED, "Expected an id that no open room has, but got " + id);
            }
            engine.counters().rooms.incrementAndGet();
            room.begin();
            return room;
        }
    }

    private void forget(String id, EmbeddedRoom room) {
        synchronized (rooms) {
            if (rooms.remove(id, room)) {
                engine.counters().rooms.decrementAndGet();
            }
        }
    }

    @Override
    public MediaCounts counts() {
        return engine.counters().read();
    }

    @Override
    public void close() {
        List<EmbeddedRoom> open;
        synchronized (rooms) {
            closed = true;
            open = List.copyOf(rooms.values());
        }
        CompletableFuture.allOf(open.stream()
                        .map(room -> room.close().toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .handle((_, _) -> true)
                // A listener that blocks keeps no node from its end.
                .completeOnTimeout(false, CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
        loops.forEach(MediaLoop::end);
    }
}
