package io.cordboard.telephony.media;

import java.time.Duration;

/**
 * What a media server does and has done since its start.
 *
 * @param rooms open now
 * @param parties in them now
 * @param recordings running now
 * @param received RTP packets taken
 * @param sent RTP packets
 * @param lost packets that never came, or too late to be heard
 * @param malformed packets that could not be read
 * @param foreign packets from addresses that nobody is expected at
 * @param excess packets beyond what a source may send
 * @param refused rooms and parties turned away because of a limit
 * @param lateTicks 20 ms ticks that began more than 10 ms late
 * @param worstTick by how much the latest of them was late
 */
public record MediaCounts(
        int rooms,
        int parties,
        int recordings,
        long received,
        long sent,
        long lost,
        long malformed,
        long foreign,
        long excess,
        long refused,
        long lateTicks,
        Duration worstTick) {}
