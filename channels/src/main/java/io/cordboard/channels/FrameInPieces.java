package io.cordboard.channels;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * A frame of a WebSocket that comes in several pieces, put together as far as it may go. Where there is too much of it, or
 * it takes too long, the rest is let go without a failure: that would end the socket as if the server had one, and fill
 * the log.
 */
public final class FrameInPieces {

    /** The pieces of one frame must arrive within this time. */
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final int most;
    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private boolean whole;

    private FrameInPieces(int most) {
        this.most = most;
    }

    /** Reads until the frame's end, until there is more than {@code most} bytes of it, or for as long as it may take. */
    public static CompletionStage<FrameInPieces> read(Source<String, ?> pieces, int most, Materializer materializer) {
        return pieces.map(Optional::of)
                .concat(Source.<Optional<String>>single(Optional.empty())
                        .mapMaterializedValue(_ -> NotUsed.getInstance()))
                .takeWithin(WITHIN)
                .scan(new FrameInPieces(most), FrameInPieces::with)
                .takeWhile(frame -> !frame.whole && !frame.tooLarge(), true)
                .runWith(Sink.last(), materializer);
    }

    private FrameInPieces with(Optional<String> piece) {
        piece.ifPresentOrElse(
                more -> {
                    bytes += more.getBytes(StandardCharsets.UTF_8).length;
                    text.append(tooLarge() ? "" : more);
                },
                () -> whole = true);
        return this;
    }

    public boolean tooLarge() {
        return bytes > most;
    }

    /** The frame's text if all of it has come. */
    public Optional<String> text() {
        return whole && !tooLarge() ? Optional.of(text.toString()) : Optional.empty();
    }
}
