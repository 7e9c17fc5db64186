package io.cordboard.telephony.sip;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lengths that a stranger may claim; the rest is {@link WebSocketTest}'s. */
class WebSocketFramesTest {

    private static final byte[] FIRST = {1, (byte) 0x81, 0, 0, 0, 0, 'x'};

    private final WebSocketFrames frames = new WebSocketFrames(1_000);

    private static byte[] continuation(long length) {
        return ByteBuffer.allocate(14)
                .put((byte) 0)
                .put((byte) 0xFF)
                .putLong(length)
                .array();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
    void messageThatGrowsTooLongIsRefusedBeforeItIsKept(long length) {
        frames.take(FIRST);

        assertThatThrownBy(() -> frames.take(continuation(length))).hasMessageContaining("at most 1000 bytes");
    }

    @Test
    void longestIsWaitedFor() {
        frames.take(FIRST);
        frames.take(continuation(999));
    }
}
