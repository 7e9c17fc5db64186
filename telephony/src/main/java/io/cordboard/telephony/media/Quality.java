package io.cordboard.telephony.media;

import java.time.Duration;
import java.util.Optional;

/**
 * How well a party and we hear each other, since it came in.
 *
 * @param heard how we hear the party
 * @param told how the party says that it hears us, if it does (RFC 3550 receiver reports)
 * @param roundTrip from us to the party and back, if the party lets us know
 */
public record Quality(Direction heard, Optional<Direction> told, Optional<Duration> roundTrip) {

    /**
     * One direction.
     *
     * @param packets that arrived; 0 where a report does not tell
     * @param lost that never arrived
     * @param jitter the variation of arrival (RFC 3550 §6.4.1)
     * @param mos the estimated mean opinion, 1 to 4.41, by the E-model of ITU-T G.107, simplified
     */
    public record Direction(long packets, long lost, Duration jitter, double mos) {}
}
