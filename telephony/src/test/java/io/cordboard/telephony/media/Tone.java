package io.cordboard.telephony.media;

/** Finds a tone in samples of 8 kHz (Goertzel's algorithm). */
public final class Tone {

    private Tone() {}

    /** The amplitude of a tone of so many Hz. */
    public static double in(short[] samples, double hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / 8_000);
        double before = 0;
        double last = 0;
        for (short sample : samples) {
            double now = sample + coefficient * last - before;
            before = last;
            last = now;
        }
        double power = last * last + before * before - coefficient * last * before;
        return 2 * Math.sqrt(Math.max(0, power)) / samples.length;
    }

    /** The root of the mean square. */
    public static double loudness(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }

    public static short sample(double hertz, double amplitude, long at) {
        return (short) Math.round(amplitude * Math.sin(2 * Math.PI * hertz * at / 8_000));
    }
}
