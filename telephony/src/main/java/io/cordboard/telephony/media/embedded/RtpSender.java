package io.cordboard.telephony.media.embedded;

/** Numbers and times what a party is sent (RFC 3550 §5.1). Its clock goes on while nothing is sent. */
final class RtpSender {

    private final int source;
    private int sequence;
    private int timestamp;
    private boolean resuming = true;
    private long packets;
    private long octets;

    RtpSender(int source, int sequence, int timestamp) {
        this.source = source;
        this.sequence = sequence & 0xFFFF;
        this.timestamp = timestamp;
    }

    /** Writes the header before a payload of sound that was begun {@code earlier} samples ago. */
    void header(byte[] to, int type, int earlier, int payload) {
        RtpPacket.writeHeader(to, resuming, type, sequence, timestamp - earlier, source);
        resuming = false;
        count(payload);
    }

    /** Writes the header of a telephone event (RFC 4733 §2.3: marked at its beginning, and timed there). */
    void eventHeader(byte[] to, int type, int begun, boolean first, int payload) {
        RtpPacket.writeHeader(to, first, type, sequence, timestamp - begun, source);
        resuming = true;
        count(payload);
    }

    private void count(int payload) {
        sequence = sequence + 1 & 0xFFFF;
        packets++;
        octets += payload;
    }

    /** A frame has passed. */
    void pass() {
        timestamp += JitterBuffer.FRAME;
    }

    /** Nothing is sent for a while: the next packet begins a spurt (RFC 3551 §4.1). */
    void pause() {
        resuming = true;
    }

    int source() {
        return source;
    }

    int timestamp() {
        return timestamp;
    }

    long packets() {
        return packets;
    }

    long octets() {
        return octets;
    }
}
