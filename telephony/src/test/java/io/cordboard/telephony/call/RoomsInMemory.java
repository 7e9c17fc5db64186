package io.cordboard.telephony.call;

import io.cordboard.telephony.media.MediaCounts;
import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.OfferKind;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Playing;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Recording;
import io.cordboard.telephony.media.RecordingTarget;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.RoomEvent;
import io.cordboard.telephony.media.RoomListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Rooms without sound, which remember who would hear what. */
final class RoomsInMemory implements MediaServer {

    static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=audio 40000 RTP/AVP 0 101",
            "a=rtpmap:101 telephone-event/8000",
            "");

    volatile boolean unrecordable;
    private final Map<String, Heard> rooms = new ConcurrentHashMap<>();

    /** A recording of nothing. */
    private record Unheard() implements Recording {
        @Override
        public CompletionStage<Void> pause() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> resume() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }
    }

    /** What the customer of a call hears now: {@code music}, the parties, or nothing. */
    String heard(String room) {
        return rooms.get(room) == null ? "" : rooms.get(room).by("customer");
    }

    /** The same of an agent. */
    String heard(String room, String party) {
        return rooms.get(room) == null ? "" : rooms.get(room).by(party);
    }

    /** Which digits the customer of a call was sent. */
    String pressed(String room) {
        return String.join("", rooms.get(room).pressed);
    }

    int open() {
        return rooms.size();
    }

    void silent(String room, String party) {
        rooms.get(room).listener.happened(new RoomEvent.Silent(new Party(party), Duration.ofSeconds(20)));
    }

    void heardAgain(String room, String party) {
        rooms.get(room).listener.happened(new RoomEvent.HeardAgain(new Party(party)));
    }

    void presses(String room, String party, String digits) {
        digits.chars()
                .forEach(digit -> rooms.get(room)
                        .listener
                        .happened(new RoomEvent.Digit(new Party(party), (char) digit, Duration.ofMillis(100))));
    }

    @Override
    public CompletionStage<Room> open(String id, RoomListener listener) {
        var room = new Heard(id, listener);
        rooms.put(id, room);
        return CompletableFuture.completedStage(room);
    }

    @Override
    public MediaCounts counts() {
        return new MediaCounts(rooms.size(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
    }

    @Override
    public void close() {
        rooms.clear();
    }

    private final class Heard implements Room {

        private final String id;
        private final RoomListener listener;
        private final Set<Party> parties = new HashSet<>();
        private final Set<Party> music = new HashSet<>();
        private final Map<Party, Set<Party>> hears = new HashMap<>();
        private final List<String> pressed = new CopyOnWriteArrayList<>();
        private long prompts;

        private Heard(String id, RoomListener listener) {
            this.id = id;
            this.listener = listener;
        }

        private synchronized String by(String party) {
            var listening = new Party(party);
            if (!parties.contains(listening)) {
                return "";
            }
            return music.contains(listening)
                    ? "music"
                    : String.join(
                            " ",
                            hears.getOrDefault(listening, Set.of()).stream()
                                    .filter(parties::contains)
                                    .map(Party::id)
                                    .sorted()
                                    .toList());
        }

        private synchronized <T> CompletionStage<T> done(Runnable change, T with) {
            change.run();
            return CompletableFuture.completedStage(with);
        }

        @Override
        public CompletionStage<String> answer(Party party, String sdpOffer) {
            return done(() -> parties.add(party), SDP);
        }

        @Override
        public CompletionStage<String> offer(Party party, OfferKind kind) {
            return done(() -> parties.add(party), SDP);
        }

        @Override
        public CompletionStage<Void> answered(Party party, String sdpAnswer) {
            return done(() -> {}, null);
        }

        @Override
        public CompletionStage<Void> hear(Party party, Map<Party, Double> speakers) {
            return done(() -> hears.put(party, Set.copyOf(speakers.keySet())), null);
        }

        @Override
        public synchronized CompletionStage<Playing> play(Party party, Prompt prompt, int times) {
            if (times == 0) {
                return done(() -> music.add(party), new Playing(0));
            }
            var playing = new Playing(++prompts);
            listener.happened(new RoomEvent.Played(party, playing, true));
            return CompletableFuture.completedStage(playing);
        }

        @Override
        public CompletionStage<Void> stop(Party party) {
            return done(() -> music.remove(party), null);
        }

        @Override
        public CompletionStage<Void> digits(Party party, String digits) {
            return done(() -> pressed.add(digits), null);
        }

        @Override
        public CompletionStage<Recording> record(Party left, RecordingTarget target) {
            return unrecordable
                    ? CompletableFuture.failedStage(new MediaRefused(MediaRefused.Reason.RECORDING, "No room"))
                    : CompletableFuture.completedStage(new Unheard());
        }

        @Override
        public CompletionStage<Void> remove(Party party) {
            return done(() -> parties.remove(party), null);
        }

        @Override
        public CompletionStage<Void> close() {
            return done(() -> rooms.remove(id), null);
        }
    }
}
