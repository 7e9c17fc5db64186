package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.Quality;
import java.time.Duration;
import java.util.Optional;

/** Puts what was counted of one party into words. */
final class Measure {

    /** What a phone adds of its own: a packet's length and a jitter buffer of two. */
    private static final double PHONE_MILLIS = 60;

    private Measure() {}

    static Quality of(RtpSource source, long late, int depth, Rtcp rtcp, long sent) {
        double oneWayMillis = Math.max(0, rtcp.roundTripNanos()) / 2e6;
        double bufferedMillis = 20 + depth / 8.0;
        long unheard = source.lost() + late;
        var heard = new Quality.Direction(
                source.received(),
                unheard,
                samples(source.jitter()),
                EModel.mos(percent(unheard, source.expected()), oneWayMillis + bufferedMillis));
        Optional<Quality.Direction> told = !rtcp.told()
                ? Optional.empty()
                : Optional.of(new Quality.Direction(
                        Math.max(0, sent - rtcp.toldLost()),
                        rtcp.toldLost(),
                        samples(rtcp.toldJitter()),
                        EModel.mos(percent(rtcp.toldLost(), sent), oneWayMillis + PHONE_MILLIS)));
        Optional<Duration> roundTrip =
                rtcp.roundTripNanos() < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(rtcp.roundTripNanos()));
        return new Quality(heard, told, roundTrip);
    }

    private static double percent(long lost, long of) {
        return of <= 0 ? 0 : Math.min(100, 100.0 * lost / of);
    }

    private static Duration samples(double count) {
        return Duration.ofNanos((long) (count * 125_000));
    }
}
