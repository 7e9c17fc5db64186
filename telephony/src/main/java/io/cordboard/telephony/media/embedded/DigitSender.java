package io.cordboard.telephony.media.embedded;

/** Sends digits as telephone events, a packet with each frame (RFC 4733 §2.5.1.2): 100 ms each, their end three times, and a gap after it. */
final class DigitSender {

    static final int MOST = 64;
    private static final int FRAMES_HELD = 5;
    private static final int FRAMES_ENDING = 2;
    private static final int FRAMES_GAP = 3;
    private static final int VOLUME = 10;

    private final char[] waiting = new char[MOST];
    private int first;
    private int count;
    private int frame;

    /** Takes digits to be sent, all or none of them. */
    boolean add(String digits) {
        if (count + digits.length() > MOST) {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            waiting[(first + count++) % MOST] = digits.charAt(i);
        }
        return true;
    }

    boolean sending() {
        return count > 0;
    }

    void cease() {
        count = 0;
        frame = 0;
    }

    /** Whether this frame's packet is the first of an event. */
    boolean beginning() {
        return count > 0 && frame == 0;
    }

    /** How far into the event this frame is, in samples. */
    int elapsed() {
        return frame * JitterBuffer.FRAME;
    }

    /** Writes this frame's payload and returns its length, 0 in a gap between digits; then goes on to the next frame. */
    int next(byte[] to, int at) {
        int now = frame++;
        char digit = waiting[first];
        if (frame == FRAMES_HELD + FRAMES_ENDING + FRAMES_GAP) {
            frame = 0;
            first = (first + 1) % MOST;
            count--;
        }
        if (now >= FRAMES_HELD + FRAMES_ENDING) {
            return 0;
        }
        to[at] = (byte) DigitDetector.eventOf(digit);
        to[at + 1] = (byte) (now >= FRAMES_HELD - 1 ? 0x80 | VOLUME : VOLUME);
        RtpPacket.put16(to, at + 2, Math.min(now + 1, FRAMES_HELD) * JitterBuffer.FRAME);
        return 4;
    }
}
