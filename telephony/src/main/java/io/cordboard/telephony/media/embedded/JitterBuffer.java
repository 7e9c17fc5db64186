package io.cordboard.telephony.media.embedded;

import java.util.Arrays;

/**
 * Evens out how packets arrive: samples are put where their timestamp says and taken 20 ms at a time. Order, duplicates, packet length
 * and the wrap of the clock take care of themselves that way.
 *
 * <p>The delay adapts. What comes too late moves playing back by a frame, up to the greatest delay; when all of two seconds has come with
 * more time to spare than is needed, a frame is left out. What is missing is concealed.
 */
final class JitterBuffer {

    static final int FRAME = 160;

    /** Samples; four times the greatest delay, so that what is ahead never meets what has been played. */
    private static final int SIZE = 16_384;

    private static final int MASK = SIZE - 1;
    private static final int FURTHEST = SIZE / 2;
    private static final int WINDOW_FRAMES = 100;
    private static final int ENOUGH = 2 * FRAME + FRAME / 2;

    private final short[] samples = new short[SIZE];
    private final boolean[] there = new boolean[SIZE];
    private final Concealment concealment = new Concealment();
    private final int first;
    private final int most;

    private boolean running;
    private boolean quiet;
    private int play;
    private int newest;
    private int spare;
    private int frames;
    private long late;

    /**
     * @param first the delay to begin with, in samples
     * @param most the greatest delay, in samples
     */
    JitterBuffer(int first, int most) {
        this.first = first;
        this.most = Math.min(most, FURTHEST / 2);
    }

    /** Forgets all: another source is heard. */
    void reset() {
        running = false;
        Arrays.fill(there, false);
        concealment.cease();
    }

    /** The party says that it is silent (RFC 3389): what is missing after that which has come is not lost. */
    void quiet() {
        quiet = true;
    }

    /**
     * Takes the payload of a packet.
     *
     * @param forward whether no later packet has been seen; only then can a strange timestamp be a new beginning
     */
    void put(int timestamp, boolean forward, Codec codec, byte[] bytes, int at, int length) {
        if (length == 0 || length > FURTHEST / 2) {
            return;
        }
        quiet = false;
        int ahead = timestamp - play;
        if (!running || forward && (ahead < -most || ahead + length > FURTHEST)) {
            restart(timestamp);
            ahead = first;
        }
        if (ahead + length > FURTHEST || ahead < -most) {
            late++;
            return;
        }
        spare = Math.min(spare, ahead);
        if (ahead < 0 && newest - play + FRAME <= most) {
            play -= FRAME;
            ahead += FRAME;
        }
        if (ahead + length <= 0) {
            late++;
            return;
        }
        for (int i = Math.max(0, -ahead); i < length; i++) {
            int to = timestamp + i & MASK;
            samples[to] = codec.decode(bytes[at + i]);
            there[to] = true;
        }
        if (timestamp + length - newest > 0) {
            newest = timestamp + length;
        }
    }

    private void restart(int timestamp) {
        Arrays.fill(there, false);
        running = true;
        play = timestamp - first;
        newest = timestamp;
        spare = Integer.MAX_VALUE;
        frames = 0;
    }

    /** Takes the next frame, and says whether anything is to be heard in it. */
    boolean take(short[] frame) {
        if (!running) {
            Arrays.fill(frame, (short) 0);
            return false;
        }
        boolean heard = false;
        for (int i = 0; i < FRAME; i++) {
            int from = play + i & MASK;
            if (there[from]) {
                there[from] = false;
                frame[i] = samples[from];
                concealment.heard(frame[i]);
                heard = true;
            } else {
                frame[i] = quiet ? 0 : concealment.next();
                heard |= frame[i] != 0;
            }
        }
        play += FRAME;
        if (++frames == WINDOW_FRAMES) {
            catchUp();
        }
        return heard;
    }

    private void catchUp() {
        if (spare != Integer.MAX_VALUE && spare >= ENOUGH) {
            for (int i = 0; i < FRAME; i++) {
                there[play + i & MASK] = false;
            }
            play += FRAME;
        }
        spare = Integer.MAX_VALUE;
        frames = 0;
    }

    /** How many samples have come that are still to be played, counted to the newest. */
    int depth() {
        return running ? Math.max(0, newest - play) : 0;
    }

    /** How many there may be at most, whatever has come by now. */
    int most() {
        return most;
    }

    /** Packets that came too late to be heard. */
    long late() {
        return late;
    }
}
