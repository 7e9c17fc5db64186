package io.cordboard.node;

import io.cordboard.telephony.media.MediaCounts;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.OfferKind;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Playing;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Recording;
import io.cordboard.telephony.media.RecordingTarget;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.RoomListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where nothing is heard and no port is opened: to measure what calls cost without their sound. */
final class SilentRooms implements MediaServer {

    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=audio 9 RTP/AVP 8 101",
            "a=rtpmap:101 telephone-event/8000",
            "");

    @Override
    public CompletionStage<Room> open(String id, RoomListener listener) {
        return CompletableFuture.completedStage(new Silence());
    }

    @Override
    public MediaCounts counts() {
        return new MediaCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
    }

    @Override
    public void close() {
        // Nothing is kept.
    }

    private static final class Silence implements Room {

        private static CompletionStage<@Nullable Void> done() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<String> answer(Party party, String sdpOffer) {
            return CompletableFuture.completedStage(SDP);
        }

        @Override
        public CompletionStage<String> offer(Party party, OfferKind kind) {
            return CompletableFuture.completedStage(SDP);
        }

        @Override
        public CompletionStage<Void> answered(Party party, String sdpAnswer) {
            return done();
        }

        @Override
        public CompletionStage<Void> hear(Party listener, Map<Party, Double> speakers) {
            return done();
        }

        @Override
        public CompletionStage<Playing> play(Party listener, Prompt prompt, int times) {
            return CompletableFuture.completedStage(new Playing(0));
        }

        @Override
        public CompletionStage<Void> stop(Party listener) {
            return done();
        }

        @Override
        public CompletionStage<Void> digits(Party listener, String digits) {
            return done();
        }

        @Override
        public CompletionStage<Recording> record(Party left, RecordingTarget target) {
            return CompletableFuture.failedStage(new UnsupportedOperationException("nothing is heard here"));
        }

        @Override
        public CompletionStage<Void> remove(Party party) {
            return done();
        }

        @Override
        public CompletionStage<Void> close() {
            return done();
        }
    }
}
