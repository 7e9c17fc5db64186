package io.cordboard.routing.router;

import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.Shadow;
import io.cordboard.routing.router.TrialReport.OfVersion;
import io.cordboard.routing.router.TrialReport.Sooner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what policies that are tried decided. */
public final class TrialTally {

    private record Version(String policy, int version) implements Comparable<Version> {

        private static final Comparator<Version> ORDER =
                Comparator.comparing(Version::policy).thenComparingInt(Version::version);

        @Override
        public int compareTo(Version other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Count {
        private int same;
        private int another;
        private int waiting;
        private final List<Duration> sooner = new ArrayList<>();

        void add(InteractionEvent.Offered offered, Instant at, Shadow.Choice chosen) {
            if (chosen.agent().equals(offered.agent())) {
                same++;
            } else {
                another++;
            }
            if (chosen.at().isBefore(at)) {
                sooner.add(Duration.between(chosen.at(), at));
            }
        }

        OfVersion of(Version version) {
            return new OfVersion(
                    version.policy(),
                    version.version(),
                    same + another + waiting,
                    same,
                    another,
                    waiting,
                    TrialTally.of(sooner));
        }
    }

    private final Map<Version, Count> counts = new TreeMap<>();

    public void add(InteractionEvent.Offered offered) {
        offered.shadow().ifPresent(shadow -> {
            Count count = counts.computeIfAbsent(new Version(shadow.policy(), shadow.version()), _ -> new Count());
            shadow.chosen().ifPresentOrElse(chosen -> count.add(offered, shadow.at(), chosen), () -> count.waiting++);
        });
    }

    /** One for each version, in order. */
    public List<OfVersion> report() {
        return counts.entrySet().stream()
                .map(each -> each.getValue().of(each.getKey()))
                .toList();
    }

    /** The smallest wait that nine in ten do not exceed. */
    private static Sooner of(List<Duration> sooner) {
        if (sooner.isEmpty()) {
            return new Sooner(0, Duration.ZERO, Duration.ZERO);
        }
        List<Duration> sorted = sooner.stream().sorted().toList();
        Duration all = sorted.stream().reduce(Duration.ZERO, Duration::plus);
        int ninth = (int) Math.ceil(sorted.size() * 0.9) - 1;
        return new Sooner(sorted.size(), all.dividedBy(sorted.size()), sorted.get(ninth));
    }
}
