package io.cordboard.telephony.media.embedded;

/**
 * Makes one digit of the many packets that tell of it (RFC 4733 §2.5): its end comes three times, or not at all, and what tells of its
 * beginning may be lost. An event is known by its timestamp.
 */
final class DigitDetector {

    /** With no packet of it for so long an event has ended: several would have come. */
    private static final long OVER_NANOS = 200_000_000;

    /** Nobody presses more, and no dialler sends more (RFC 4733 §2.5.1: 40 ms each, with a pause); others are dropped. */
    private static final int MOST_A_SECOND = 20;

    private static final String DIGITS = "0123456789*#ABCD";
    private static final int LONGEST_SEGMENT = 0xFFFF;

    /** Told of each digit, and how long it was held, in samples. */
    interface Heard {
        void digit(char digit, long samples);
    }

    private final Heard heard;
    private final Allowance allowance = new Allowance(MOST_A_SECOND);
    private boolean any;
    private boolean pressed;
    private int event;
    private int timestamp;
    private long held;
    private long before;
    private long latestNanos;

    DigitDetector(Heard heard) {
        this.heard = heard;
    }

    /** Takes an event's payload. */
    void take(int at, byte[] bytes, int from, int length, long nowNanos) {
        if (length < 4 || (bytes[from] & 0xFF) >= DIGITS.length()) {
            return;
        }
        int code = bytes[from] & 0xFF;
        boolean end = (bytes[from + 1] & 0x80) != 0;
        int duration = RtpPacket.int16(bytes, from + 2);
        if (any && at - timestamp < 0) {
            return;
        }
        if (!any || at != timestamp) {
            begin(at, code);
        }
        if (!pressed || code != event) {
            return;
        }
        held = Math.max(held, before + duration);
        latestNanos = nowNanos;
        if (end) {
            release();
        }
    }

    private void begin(int at, int code) {
        // RFC 4733 §2.5.1.3: an event too long for its duration field goes on under the timestamp at which that was
        // full.
        boolean goesOn = pressed && code == event && at - timestamp == LONGEST_SEGMENT;
        if (goesOn) {
            before += LONGEST_SEGMENT;
        } else {
            release();
            before = 0;
            held = 0;
        }
        any = true;
        pressed = true;
        event = code;
        timestamp = at;
    }

    /** Ends an event whose end was lost. */
    void tick(long nowNanos) {
        if (pressed && nowNanos - latestNanos > OVER_NANOS) {
            release();
        }
    }

    private void release() {
        if (pressed) {
            pressed = false;
            if (allowance.take(latestNanos)) {
                heard.digit(DIGITS.charAt(event), held);
            }
        }
    }

    /** Another source is heard, whose timestamps mean nothing to those before. */
    void reset() {
        release();
        any = false;
    }

    static int eventOf(char digit) {
        return DIGITS.indexOf(Character.toUpperCase(digit));
    }
}
