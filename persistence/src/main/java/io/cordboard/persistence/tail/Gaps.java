package io.cordboard.persistence.tail;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the journal's missing numbers are missing for good.
 *
 * <p>A number is given when a row is inserted and shows when its transaction commits: in another order, or never. When a row
 * with number {@code n} shows, every number below it has been given already. So once each transaction that was under way
 * after {@code n} showed has ended, all numbers up to {@code n} are settled: a row is there to be read, or never will be.
 * No clock is involved: a transaction that hangs for an hour holds its readers for an hour and is not skipped.
 */
final class Gaps {

    /** Looks who is writing now. */
    interface Look {
        Set<String> underWay() throws SQLException;
    }

    /** Numbers up to {@code upTo} are settled when none of {@code writers} is under way any more. */
    private record Doubt(long upTo, Set<String> writers) {}

    private volatile long settledUpTo;
    private Optional<Doubt> doubt = Optional.empty();

    /** A query that starts now sees all there will ever be up to this number. */
    long settledUpTo() {
        return settledUpTo;
    }

    /**
     * Tells that a row numbered {@code shown} was seen, and looks who is writing. Returns whether more is settled than before.
     *
     * <p>It looks while holding the lock: somebody else's look from before the doubt arose would not show those who write now.
     */
    synchronized boolean settle(long shown, Look look) throws SQLException {
        var before = settledUpTo;
        var underWay = look.underWay();
        var earlier = doubt.map(d -> new Doubt(d.upTo(), both(d.writers(), underWay)));
        if (underWay.isEmpty()) {
            settledUpTo = Math.max(before, shown);
            doubt = Optional.empty();
        } else if (earlier.isPresent() && !earlier.get().writers().isEmpty()) {
            doubt = earlier;
        } else {
            settledUpTo = Math.max(before, earlier.map(Doubt::upTo).orElse(0L));
            doubt = Optional.of(new Doubt(shown, Set.copyOf(underWay)));
        }
        return settledUpTo > before;
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        var both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }
}
