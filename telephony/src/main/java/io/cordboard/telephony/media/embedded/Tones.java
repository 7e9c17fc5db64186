package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.Sound.Tone;

/** Sounds made by code, 8,000 samples a second. */
final class Tones {

    private static final int RATE = 8_000;
    private static final double LOUD = 6_000;
    private static final double SOFT = 2_500;
    /** Hz: two bars of A minor, F, C, G, broken into quavers. */
    private static final double[] TUNE = {
        220, 261.63, 329.63, 440, 329.63, 261.63, 174.61, 220, 261.63, 349.23, 261.63, 220, 261.63, 329.63, 392, 523.25,
        392, 329.63, 196, 246.94, 293.66, 392, 293.66, 246.94
    };

    private static final int NOTE = RATE * 2 / 5;

    private Tones() {}

    static short[] of(Tone tone) {
        return switch (tone) {
            case MUSIC -> music();
            case RINGBACK -> cadence(425, RATE, 4 * RATE);
            case BUSY -> cadence(425, RATE / 2, RATE / 2);
            case BEEP -> cadence(1_000, RATE / 4, 0);
            case CHIME -> chime();
        };
    }

    private static short[] cadence(double hertz, int on, int off) {
        short[] samples = new short[on + off];
        for (int i = 0; i < on; i++) {
            // 10 ms of rise and fall: no clicks.
            double edge = Math.min(1, Math.min(i, on - 1 - i) / 80.0);
            samples[i] = (short) (LOUD * edge * wave(hertz, i));
        }
        return samples;
    }

    private static short[] chime() {
        short[] samples = new short[NOTE * 2];
        strike(samples, 0, 659.26, LOUD);
        strike(samples, NOTE, 523.25, LOUD);
        return samples;
    }

    private static short[] music() {
        short[] samples = new short[TUNE.length * NOTE];
        for (int i = 0; i < TUNE.length; i++) {
            strike(samples, i * NOTE, TUNE[i] * 2, SOFT);
        }
        return samples;
    }

    /** A note that dies away. */
    private static void strike(short[] samples, int at, double hertz, double loud) {
        for (int i = 0; i < NOTE; i++) {
            double edge = Math.min(1, Math.min(i, NOTE - 1 - i) / 80.0);
            double dying = Math.exp(-3.0 * i / NOTE);
            samples[at + i] = (short) (loud * edge * dying * (wave(hertz, i) + 0.3 * wave(2 * hertz, i)));
        }
    }

    private static double wave(double hertz, int i) {
        return Math.sin(2 * Math.PI * hertz * i / RATE);
    }
}
