package io.cordboard.telephony.media.embedded;

/** G.711 (RFC 3551 §4.5.14): eight bits a sample, by table in both directions. */
@SuppressWarnings("ImmutableEnumChecker") // its tables are written once
enum Codec {
    PCMU(0) {
        @Override
        int expand(int code) {
            int bits = ~code;
            int magnitude = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
            return (bits & 0x80) != 0 ? -magnitude : magnitude;
        }

        @Override
        int compress(int sample) {
            int magnitude = Math.min(Math.abs(sample), 32_635) + BIAS;
            int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
            int bits = (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F);
            return ~(sample < 0 ? bits | 0x80 : bits) & 0xFF;
        }
    },
    PCMA(8) {
        @Override
        int expand(int code) {
            int bits = code ^ 0x55;
            int segment = (bits & 0x70) >> 4;
            int magnitude = ((bits & 0x0F) << 4) + 8;
            if (segment > 0) {
                magnitude = (magnitude + 0x100) << (segment - 1);
            }
            return (bits & 0x80) != 0 ? magnitude : -magnitude;
        }

        @Override
        int compress(int sample) {
            int magnitude = Math.min(sample < 0 ? ~sample : sample, 32_767);
            int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
            int bits = (segment << 4) | ((magnitude >> Math.max(4, segment + 3)) & 0x0F);
            return (sample < 0 ? bits : bits | 0x80) ^ 0x55;
        }
    };

    private static final int BIAS = 0x84;

    /** The payload type that needs no rtpmap (RFC 3551 §6). */
    final int staticType;

    private final short[] samples = new short[256];
    private final byte[] codes = new byte[65_536];

    Codec(int staticType) {
        this.staticType = staticType;
        for (int code = 0; code < 256; code++) {
            samples[code] = (short) expand(code);
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            codes[sample & 0xFFFF] = (byte) compress(sample);
        }
    }

    abstract int expand(int code);

    abstract int compress(int sample);

    short decode(byte code) {
        return samples[code & 0xFF];
    }

    byte encode(short sample) {
        return codes[sample & 0xFFFF];
    }
}
