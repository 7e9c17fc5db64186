package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.ItuG711;
import io.cordboard.telephony.media.Tone;
import java.nio.ByteBuffer;

/** RTP packets of tests. */
final class Packets {

    private Packets() {}

    static byte[] rtp(int type, int sequence, int timestamp, int source, byte... payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) type)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(source)
                .put(payload)
                .array();
    }

    /** 20 ms of a tone in A-law, as it is at that time. */
    static byte[] tone(double hertz, int timestamp) {
        byte[] payload = new byte[160];
        for (int i = 0; i < 160; i++) {
            payload[i] = (byte) ItuG711.code(8, Tone.sample(hertz, 8_000, timestamp + i));
        }
        return payload;
    }

    static byte[] event(int digit, boolean end, int duration) {
        return new byte[] {(byte) digit, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
    }
}
