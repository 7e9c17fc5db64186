package io.cordboard.routing.matching;

/** That a subject may have a decision, and not before the target is first in line: its place when the probe was made. */
final class Probe implements Comparable<Probe> {

    private final Subject subject;
    private final Entry target;
    private final long rank;
    private final long place;

    Probe(Subject subject, Entry target) {
        this.subject = subject;
        this.target = target;
        this.rank = target.rank;
        this.place = target.place;
    }

    Subject subject() {
        return subject;
    }

    Entry target() {
        return target;
    }

    /** Whether its subject has had no later probe. */
    boolean isCurrent() {
        return subject.probe() == this;
    }

    /** Whether the target still stands where it stood. */
    boolean isInPlace() {
        return target.rank == rank && target.place == place;
    }

    /** Whether {@code entry} is later in line than the probe. */
    boolean isBefore(Entry entry) {
        return Entry.compare(rank, place, target, entry.rank, entry.place, entry) < 0;
    }

    @Override
    public int compareTo(Probe other) {
        return Entry.compare(rank, place, target, other.rank, other.place, other.target);
    }
}
