package io.cordboard.routing.fairness;

import io.cordboard.routing.interaction.OfferOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is counted of one agent in one queue, as it goes. */
final class Tally {

    final Map<OfferOutcome, Long> ended = new EnumMap<>(OfferOutcome.class);
    final List<Duration> handled = new ArrayList<>();
    long offers;
    long accepted;
    long answered;
    long skilled;
    long transferred;
    long talkNanos;
    long wrapUpNanos;

    /** @param bound a contact whose handling took longer is among the longest */
    Counts counts(Duration bound) {
        return new Counts(
                offers,
                accepted,
                ended(OfferOutcome.REJECTED),
                ended(OfferOutcome.BUSY),
                ended(OfferOutcome.MISSED),
                ended(OfferOutcome.UNREACHABLE),
                ended(OfferOutcome.RESCINDED),
                answered,
                skilled,
                transferred,
                handled.size(),
                handled.stream().filter(each -> each.compareTo(bound) > 0).count(),
                Duration.ofNanos(talkNanos),
                Duration.ofNanos(wrapUpNanos));
    }

    private long ended(OfferOutcome outcome) {
        return ended.getOrDefault(outcome, 0L);
    }
}
