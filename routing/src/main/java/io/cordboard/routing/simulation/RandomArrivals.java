package io.cordboard.routing.simulation;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Contacts made up at random, one at a time, until an end. The same seed gives the same contacts, on any machine: the generator
 * is {@link SplittableRandom}, whose algorithm is specified, and logarithms are {@link StrictMath}'s.
 */
public final class RandomArrivals implements Iterator<Arrival> {

    private final SplittableRandom random;
    private final double endNanos;
    private final Demand[] demands;
    private final double[] handlingNanos;
    private final double[] patienceNanos;

    /** The rates of the first so many demands together, each a share of all. */
    private final double[] sharesUpTo;

    private final double gapNanos;
    private double nextNanos;

    private RandomArrivals(long seed, double endNanos, List<Demand> demands) {
        this.random = new SplittableRandom(seed);
        this.endNanos = endNanos;
        this.demands = demands.toArray(Demand[]::new);
        handlingNanos =
                demands.stream().mapToDouble(each -> each.handling().toNanos()).toArray();
        patienceNanos = demands.stream()
                .mapToDouble(each -> each.patience().map(Duration::toNanos).orElse(-1L))
                .toArray();
        sharesUpTo = new double[this.demands.length];
        double perHour = 0;
        for (int i = 0; i < sharesUpTo.length; i++) {
            perHour += this.demands[i].perHour();
            sharesUpTo[i] = perHour;
        }
        for (int i = 0; i < sharesUpTo.length; i++) {
            sharesUpTo[i] /= perHour;
        }
        gapNanos = Duration.ofHours(1).toNanos() / perHour;
        nextNanos = exponential(gapNanos);
    }

    /**
     * @param end no contact arrives then or later
     * @param demands at least one
     */
    public static RandomArrivals of(long seed, Duration end, List<Demand> demands) {
        if (demands.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one demand, but got none");
        }
        return new RandomArrivals(seed, Times.nanos("an end of arrivals", end), demands);
    }

    @Override
    public boolean hasNext() {
        return nextNanos < endNanos;
    }

    @Override
    public Arrival next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int i = demands.length == 1 ? 0 : pick(random.nextDouble());
        Demand demand = demands[i];
        long handling = (long) exponential(handlingNanos[i]);
        long patience = patienceNanos[i] < 0 ? Arrival.ENDLESS : (long) exponential(patienceNanos[i]);
        Arrival arrival = new Arrival(
                (long) nextNanos,
                demand.queue(),
                demand.medium(),
                demand.priority(),
                demand.skills(),
                Optional.empty(),
                handling,
                patience);
        nextNanos += exponential(gapNanos);
        return arrival;
    }

    /** The first demand up to which there is so much. */
    private int pick(double share) {
        int low = 0;
        int high = sharesUpTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (share < sharesUpTo[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }
}
