package io.cordboard.routing.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a queue is open, by the clock on the wall of its time zone. Where clocks go back, an hour that comes twice counts twice;
 * where they go forward, a period that would begin in the missing hour begins after it.
 *
 * @param open the open periods; several may be on one day
 * @param holidays local days on which it does not open
 * @param closed where arrivals go while it is closed; without it they wait until it opens
 */
public record BusinessHours(ZoneId zone, List<Period> open, Set<LocalDate> holidays, Optional<Destination> closed) {

    /** Longer than any year of holidays: a queue that stays closed for so long has no next change. */
    private static final int HORIZON_DAYS = 400;

    /** Open on these days of the week, from the one time until before the other. */
    public record Period(Set<DayOfWeek> days, TimeOfDay from, TimeOfDay to) {
        public Period {
            if (days.isEmpty()) {
                throw new IllegalArgumentException("Expected at least one day, but got none");
            }
            if (from.compareTo(to) >= 0) {
                throw new IllegalArgumentException(
                        "Expected from before to (a night is two periods, one to 24:00 and one from 00:00),"
                                + " but got " + from + " to " + to);
            }
            days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        }

        private boolean holds(LocalDateTime at) {
            return days.contains(at.getDayOfWeek()) && !from.isAfter(at.toLocalTime()) && to.isAfter(at.toLocalTime());
        }
    }

    public BusinessHours {
        Limits.count("periods", open, Limits.PERIODS);
        Limits.count("holidays", holidays, Limits.HOLIDAYS);
        open = List.copyOf(open);
        holidays = Collections.unmodifiableSortedSet(new TreeSet<>(holidays));
    }

    public boolean isOpen(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        return !holidays.contains(local.toLocalDate()) && open.stream().anyMatch(period -> period.holds(local));
    }

    /** The first instant after {@code now} at which it opens, if it is closed, or closes, if it is open; none if it never will. */
    public Optional<Instant> nextChange(Instant now) {
        boolean openNow = isOpen(now);
        LocalDate today = LocalDate.ofInstant(now, zone);
        // From the day before: where clocks go back at midnight, the last hour of yesterday is still to come.
        for (int ahead = -1; ahead <= HORIZON_DAYS; ahead++) {
            for (Instant edge : edges(today.plusDays(ahead))) {
                if (edge.isAfter(now) && isOpen(edge) != openNow) {
                    return Optional.of(edge);
                }
            }
        }
        return Optional.empty();
    }

    /** Every instant of a local day at which it may open or close, in order. */
    private Iterable<Instant> edges(LocalDate day) {
        NavigableSet<Instant> edges = new TreeSet<>();
        Instant start = day.atStartOfDay(zone).toInstant();
        edges.add(start);
        for (Period period : open) {
            if (period.days().contains(day.getDayOfWeek())) {
                addEdge(edges, day, period.from());
                addEdge(edges, day, period.to());
            }
        }
        ZoneOffsetTransition shift = zone.getRules().nextTransition(start.minusNanos(1));
        if (shift != null
                && shift.getInstant()
                        .isBefore(day.plusDays(1).atStartOfDay(zone).toInstant())) {
            edges.add(shift.getInstant());
        }
        return edges;
    }

    /** A time that comes twice is two edges; one that is skipped is none, because the shift of the clocks is one. */
    private void addEdge(Set<Instant> edges, LocalDate day, TimeOfDay time) {
        LocalDateTime local = day.atStartOfDay().plusMinutes(time.minute());
        zone.getRules().getValidOffsets(local).forEach(offset -> edges.add(local.toInstant(offset)));
    }
}
