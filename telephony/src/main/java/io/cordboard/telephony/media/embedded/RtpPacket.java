package io.cordboard.telephony.media.embedded;

/** One RTP packet as it came (RFC 3550 §5.1); one object is filled again and again. */
final class RtpPacket {

    static final int HEADER = 12;

    byte[] bytes = new byte[0];
    int payloadAt;
    int payloadLength;
    boolean marker;
    int type;
    int sequence;
    int timestamp;
    int source;

    /** Reads a packet, and says whether it is one. */
    boolean read(byte[] from, int length) {
        if (length < HEADER || (from[0] & 0xC0) != 0x80) {
            return false;
        }
        int at = HEADER + (from[0] & 0x0F) * 4;
        if ((from[0] & 0x10) != 0) {
            // RFC 3550 §5.3.1: a header extension, whose length is in words.
            if (at + 4 > length) {
                return false;
            }
            at += 4 + int16(from, at + 2) * 4;
        }
        int padding = (from[0] & 0x20) != 0 ? from[length - 1] & 0xFF : 0;
        if ((from[0] & 0x20) != 0 && padding == 0 || at + padding > length) {
            return false;
        }
        bytes = from;
        payloadAt = at;
        payloadLength = length - padding - at;
        marker = (from[1] & 0x80) != 0;
        type = from[1] & 0x7F;
        sequence = int16(from, 2);
        timestamp = int32(from, 4);
        source = int32(from, 8);
        return true;
    }

    static void writeHeader(byte[] to, boolean marker, int type, int sequence, int timestamp, int source) {
        to[0] = (byte) 0x80;
        to[1] = (byte) (marker ? 0x80 | type : type);
        put16(to, 2, sequence);
        put32(to, 4, timestamp);
        put32(to, 8, source);
    }

    /** RFC 5761 §4: on a shared port these second bytes are RTCP's. */
    static boolean looksLikeRtcp(byte[] bytes, int length) {
        int second = length < 2 ? 0 : bytes[1] & 0xFF;
        return second >= 192 && second <= 223;
    }

    static int int16(byte[] from, int at) {
        return (from[at] & 0xFF) << 8 | from[at + 1] & 0xFF;
    }

    static int int32(byte[] from, int at) {
        return int16(from, at) << 16 | int16(from, at + 2);
    }

    static void put16(byte[] to, int at, int value) {
        to[at] = (byte) (value >> 8);
        to[at + 1] = (byte) value;
    }

    static void put32(byte[] to, int at, int value) {
        put16(to, at, value >> 16);
        put16(to, at + 2, value);
    }
}
