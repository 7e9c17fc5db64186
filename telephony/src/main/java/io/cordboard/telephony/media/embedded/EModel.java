package io.cordboard.telephony.media.embedded;

/**
 * The mean opinion that listeners would have, by the E-model (ITU-T G.107) with its defaults for all that we cannot know:
 * R = 93.2 - Id - Ie,eff. Id is Cole and Rosenbluth's fit, 0.024 d + 0.11 (d - 177.3) beyond 177.3 ms one way; Ie,eff is
 * 95 Ppl / (Ppl + Bpl), with G.711's Bpl of 4.3 without elaborate concealment (G.113 appendix I).
 */
final class EModel {

    private static final double DEFAULT_R = 93.2;
    private static final double ROBUSTNESS = 4.3;

    private EModel() {}

    /**
     * Estimates an opinion of 1 to 4.41.
     *
     * @param lossPercent of packets
     * @param delayMillis from mouth to ear
     */
    static double mos(double lossPercent, double delayMillis) {
        double delayed = 0.024 * delayMillis + 0.11 * Math.max(0, delayMillis - 177.3);
        double lossy = 95 * lossPercent / (lossPercent + ROBUSTNESS);
        double r = Math.clamp(DEFAULT_R - delayed - lossy, 0, 100);
        // ITU-T G.107 annex B.
        return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
    }
}
