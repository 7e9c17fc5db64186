package io.cordboard.routing.router;

import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.queue.QueueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what came of those on either side of a queue's trial. */
public final class ShareTally {

    private record Version(String policy, int version) {}

    private static final class Count {
        private int abandoned;
        private int abandonedLate;
        private int elsewhere;
        private int elsewhereLate;
        private int waiting;
        private int overdue;
        private int transferred;
        private final List<Duration> answered = new ArrayList<>();

        ShareReport.Side side(Duration within) {
            return new ShareReport.Side(
                    answered.size() + abandoned + elsewhere + waiting,
                    answered.size(),
                    abandoned,
                    elsewhere,
                    waiting,
                    transferred,
                    waits(),
                    Optional.of(serviceLevel(within))
                            .filter(ShareTally::isKnown)
                            .map(Proportion::value),
                    Optional.of(abandonment()).filter(ShareTally::isKnown).map(Proportion::value));
        }

        Proportion serviceLevel(Duration within) {
            long inTime = answered.stream()
                    .filter(wait -> wait.compareTo(within) <= 0)
                    .count();
            return new Proportion(inTime, answered.size() + abandonedLate + elsewhereLate + overdue);
        }

        Proportion abandonment() {
            return new Proportion(abandoned, answered.size() + abandoned);
        }

        Proportion wentElsewhere() {
            return new Proportion(elsewhere, answered.size() + abandoned + elsewhere);
        }

        private ShareReport.Wait waits() {
            if (answered.isEmpty()) {
                return new ShareReport.Wait(Duration.ZERO, Duration.ZERO, Duration.ZERO);
            }
            List<Duration> sorted = answered.stream().sorted().toList();
            Duration all = sorted.stream().reduce(Duration.ZERO, Duration::plus);
            return new ShareReport.Wait(all.dividedBy(sorted.size()), share(sorted, 0.5), share(sorted, 0.9));
        }

        /** The smallest that this share of them do not exceed. */
        private static Duration share(List<Duration> sorted, double share) {
            return sorted.get((int) Math.ceil(sorted.size() * share) - 1);
        }
    }

    private record Stay(Count count, Instant began) {}

    private final QueueId queue;
    private final Duration within;
    private final Instant to;
    private final Map<Version, Map<Arm.Side, Count>> counts =
            new TreeMap<>(Comparator.comparing(Version::policy).thenComparingInt(Version::version));

    /** @param to whoever waits then waits still */
    public ShareTally(QueueId queue, Duration within, Instant to) {
        this.queue = queue;
        this.within = within;
        this.to = to;
    }

    /**
     * One interaction.
     *
     * @param sides by when each of its stays in the queue began, on which side it was
     * @param events where it came and what became of it there, in order
     */
    public void add(Map<Instant, Arm> sides, List<InteractionEvent> events) {
        Stay stay = null;
        Count answered = null;
        for (InteractionEvent event : events) {
            switch (event) {
                case InteractionEvent.Opened e -> stay = begun(sides, e.place());
                case InteractionEvent.Queued e -> {
                    elsewhere(stay, e.at());
                    answered = null;
                    stay = begun(sides, e.place());
                }
                case InteractionEvent.Assigned e -> {
                    if (stay != null) {
                        stay.count.answered.add(waited(stay, e.at()));
                        answered = stay.count;
                        stay = null;
                    }
                }
                case InteractionEvent.Transferred _, InteractionEvent.TransferredOutside _ -> {
                    if (answered != null) {
                        answered.transferred++;
                    }
                }
                case InteractionEvent.Closed e -> {
                    if (stay != null && e.reason() == CloseReason.ABANDONED) {
                        stay.count.abandoned++;
                        stay.count.abandonedLate += isLate(stay, e.at());
                    } else {
                        elsewhere(stay, e.at());
                    }
                    stay = null;
                }
                case InteractionEvent.Rescheduled _, InteractionEvent.FlowResumed _ -> {
                    elsewhere(stay, event.at());
                    stay = null;
                }
                default -> {}
            }
        }
        if (stay != null) {
            stay.count.waiting++;
            stay.count.overdue += isLate(stay, to);
        }
    }

    /** What it is counted in; null if it does not come into this queue, or comes on no side. */
    private @Nullable Stay begun(Map<Instant, Arm> sides, Place place) {
        Arm arm = place.queue().equals(queue) ? sides.get(place.enqueued()) : null;
        return arm == null
                ? null
                : new Stay(
                        counts.computeIfAbsent(
                                        new Version(arm.trial(), arm.version()), _ -> new EnumMap<>(Arm.Side.class))
                                .computeIfAbsent(arm.side(), _ -> new Count()),
                        place.enqueued());
    }

    /** Whom a rule sends on that is due with the target was not answered within it, so unlike one who leaves, at it is late. */
    private void elsewhere(@Nullable Stay stay, Instant at) {
        if (stay != null) {
            stay.count.elsewhere++;
            stay.count.elsewhereLate += waited(stay, at).compareTo(within) >= 0 ? 1 : 0;
        }
    }

    private static Duration waited(Stay stay, Instant until) {
        return until.isBefore(stay.began) ? Duration.ZERO : Duration.between(stay.began, until);
    }

    private int isLate(Stay stay, Instant at) {
        return waited(stay, at).compareTo(within) > 0 ? 1 : 0;
    }

    /** One for each version, in order. */
    public List<ShareReport> report() {
        return counts.entrySet().stream()
                .map(each -> report(each.getKey(), each.getValue()))
                .toList();
    }

    private ShareReport report(Version version, Map<Arm.Side, Count> sides) {
        Count trial = sides.getOrDefault(Arm.Side.TRIAL, new Count());
        Count ruling = sides.getOrDefault(Arm.Side.RULING, new Count());
        return new ShareReport(
                version.policy(),
                version.version(),
                within,
                trial.side(within),
                ruling.side(within),
                difference(trial.serviceLevel(within), ruling.serviceLevel(within)),
                difference(trial.abandonment(), ruling.abandonment()),
                difference(trial.wentElsewhere(), ruling.wentElsewhere()));
    }

    private static Optional<ShareReport.Difference> difference(Proportion trial, Proportion ruling) {
        return isKnown(trial) && isKnown(ruling) ? Optional.of(trial.minus(ruling)) : Optional.empty();
    }

    private static boolean isKnown(Proportion proportion) {
        return proportion.all() > 0;
    }
}
