package io.cordboard.telephony.media;

/**
 * G.711 as its tables 1a to 2b define it, written apart from the engine: a code's value is the middle of its interval, and a sample's
 * code that of the nearest value. Values are in 16 bits (A-law's 13 times 8, mu-law's 14 times 4).
 */
public final class ItuG711 {

    private ItuG711() {}

    /** Table 2b: segments of 16 intervals whose width doubles; all bits inverted on the wire. */
    public static int mu(int code) {
        int bits = 0xFF - code;
        int segment = bits / 16 % 8;
        int interval = bits % 16;
        int value = 33 * (1 << segment) - 33 + interval * (2 << segment);
        return (bits >= 128 ? -1 : 1) * value * 4;
    }

    /** Table 1b: even bits inverted on the wire. */
    public static int a(int code) {
        int bits = code ^ 0x55;
        int segment = bits / 16 % 8;
        int interval = bits % 16;
        int value = segment == 0 ? 2 * interval + 1 : (33 + 2 * interval) * (1 << segment - 1);
        return (bits >= 128 ? 1 : -1) * value * 8;
    }

    public static int value(int payloadType, int code) {
        return payloadType == 0 ? mu(code) : a(code);
    }

    /** By search: slow, and independent of how an engine does it. */
    public static int code(int payloadType, int sample) {
        int best = 0;
        for (int code = 1; code < 256; code++) {
            if (Math.abs(value(payloadType, code) - sample) < Math.abs(value(payloadType, best) - sample)) {
                best = code;
            }
        }
        return best;
    }
}
