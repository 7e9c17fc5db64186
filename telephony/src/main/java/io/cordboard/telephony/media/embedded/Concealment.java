package io.cordboard.telephony.media.embedded;

import java.util.Arrays;

/**
 * What is heard where packets are missing: the last period of the voice again, fading over 60 ms. After the idea of G.711 appendix I,
 * without its overlaps.
 */
final class Concealment {

    private static final int HISTORY = 512;
    private static final int MASK = HISTORY - 1;
    private static final int FADE = 480;
    /** 66 to 400 Hz. */
    private static final int SHORTEST = 20;

    private static final int LONGEST = 120;
    private static final int COMPARED = 80;

    private final short[] history = new short[HISTORY];
    private int at;
    private int missing = FADE;
    private int period = LONGEST;

    void heard(short sample) {
        history[at++ & MASK] = sample;
        missing = 0;
    }

    /** The next sample in the place of one that is missing. */
    short next() {
        if (missing >= FADE) {
            return 0;
        }
        if (missing == 0) {
            period = period();
        }
        int again = history[at - period + missing % period & MASK];
        int faded = again * (FADE - missing) / FADE;
        if (++missing == FADE) {
            cease();
        }
        return (short) faded;
    }

    void cease() {
        missing = FADE;
        Arrays.fill(history, (short) 0);
    }

    /** The lag at which the last 10 ms are most like what came before. */
    private int period() {
        int best = LONGEST;
        double likeness = 0;
        for (int lag = SHORTEST; lag <= LONGEST; lag++) {
            long product = 0;
            long energy = 1;
            for (int i = 1; i <= COMPARED; i++) {
                int before = history[at - i - lag & MASK];
                product += (long) history[at - i & MASK] * before;
                energy += (long) before * before;
            }
            double alike = (double) product / Math.sqrt((double) energy);
            if (alike > likeness) {
                likeness = alike;
                best = lag;
            }
        }
        return best;
    }
}
