package io.cordboard.routing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BusinessHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> ALWAYS = EnumSet.allOf(DayOfWeek.class);

    private static BusinessHours hours(Set<LocalDate> holidays, BusinessHours.Period... periods) {
        return new BusinessHours(BERLIN, List.of(periods), holidays, Optional.empty());
    }

    private static BusinessHours.Period period(Set<DayOfWeek> days, String from, String to) {
        return new BusinessHours.Period(days, TimeOfDay.of(from), TimeOfDay.of(to));
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    @Test
    void opensAtFromAndClosesAtTo() {
        BusinessHours hours = hours(Set.of(), period(WEEK, "08:00", "18:00"));
        assertThat(hours.isOpen(berlin("2026-11-23T07:59:59"))).isFalse();
        assertThat(hours.isOpen(berlin("2026-11-23T08:00:00"))).isTrue();
        assertThat(hours.isOpen(berlin("2026-11-23T17:59:59"))).isTrue();
        assertThat(hours.isOpen(berlin("2026-11-23T18:00:00"))).isFalse();
    }

    @Test
    void overTheWeekendTheNextChangeIsOnMonday() {
        BusinessHours hours = hours(Set.of(), period(WEEK, "08:00", "18:00"));
        assertThat(hours.nextChange(berlin("2026-11-20T18:00:00"))).contains(berlin("2026-11-23T08:00:00"));
    }

    @Test
    void dayWithALunchBreakChangesFourTimes() {
        BusinessHours hours = hours(Set.of(), period(WEEK, "08:00", "12:00"), period(WEEK, "13:00", "18:00"));
        assertThat(hours.nextChange(berlin("2026-11-23T09:00:00"))).contains(berlin("2026-11-23T12:00:00"));
        assertThat(hours.nextChange(berlin("2026-11-23T12:00:00"))).contains(berlin("2026-11-23T13:00:00"));
    }

    @Test
    void holidayStaysClosed() {
        BusinessHours hours = hours(Set.of(LocalDate.parse("2026-12-25")), period(WEEK, "08:00", "18:00"));
        assertThat(hours.isOpen(berlin("2026-12-25T10:00:00"))).isFalse();
        assertThat(hours.nextChange(berlin("2026-12-24T18:00:00"))).contains(berlin("2026-12-28T08:00:00"));
    }

    @Test
    void nightOfTwoPeriodsDoesNotCloseAtMidnight() {
        BusinessHours hours = hours(Set.of(), period(ALWAYS, "20:00", "24:00"), period(ALWAYS, "00:00", "06:00"));
        assertThat(hours.nextChange(berlin("2026-11-23T21:00:00"))).contains(berlin("2026-11-24T06:00:00"));
    }

    @Test
    void hourThatComesTwiceCountsTwice() {
        BusinessHours hours = hours(Set.of(), period(ALWAYS, "02:00", "02:30"));
        // Clocks go back from 03:00 to 02:00 on 25 October 2026: 00:00Z to 00:30Z, and again 01:00Z to 01:30Z.
        assertThat(hours.nextChange(Instant.parse("2026-10-24T23:00:00Z")))
                .contains(Instant.parse("2026-10-25T00:00:00Z"));
        assertThat(hours.nextChange(Instant.parse("2026-10-25T00:00:00Z")))
                .contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(hours.nextChange(Instant.parse("2026-10-25T00:30:00Z")))
                .contains(Instant.parse("2026-10-25T01:00:00Z"));
        assertThat(hours.nextChange(Instant.parse("2026-10-25T01:00:00Z")))
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void periodThatBeginsInTheMissingHourBeginsAfterIt() {
        BusinessHours hours = hours(Set.of(), period(ALWAYS, "02:30", "04:00"));
        // Clocks go forward from 02:00 to 03:00 on 29 March 2026, at 01:00Z.
        assertThat(hours.nextChange(Instant.parse("2026-03-29T00:00:00Z")))
                .contains(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(hours.nextChange(Instant.parse("2026-03-29T01:00:00Z")))
                .contains(Instant.parse("2026-03-29T02:00:00Z"));
    }

    @Test
    void openAllTheTimeNeverChanges() {
        assertThat(hours(Set.of(), period(ALWAYS, "00:00", "24:00")).nextChange(berlin("2026-11-23T09:00:00")))
                .isEmpty();
        assertThat(hours(Set.of()).nextChange(berlin("2026-11-23T09:00:00"))).isEmpty();
    }

    /** Around both changes of the clocks, minute by minute. */
    @Property(tries = 200)
    void nextChangeIsTheFirstMinuteThatDiffers(
            @ForAll boolean spring,
            @ForAll @IntRange(min = 0, max = 47) int start,
            @ForAll @IntRange(min = 0, max = 22) int from,
            @ForAll @IntRange(min = 1, max = 24) int length) {
        String text = "%02d:%s".formatted(from, from % 2 == 0 ? "30" : "00");
        String to = "%02d:00".formatted(Math.min(24, from + 1 + length));
        BusinessHours hours = hours(Set.of(LocalDate.parse("2026-03-28")), period(ALWAYS, text, to));
        Instant now = Instant.parse(spring ? "2026-03-27T22:00:00Z" : "2026-10-23T22:00:00Z")
                .plus(Duration.ofHours(start));
        Instant expected = now.plusSeconds(60);
        while (hours.isOpen(expected) == hours.isOpen(now) && expected.isBefore(now.plus(Duration.ofDays(5)))) {
            expected = expected.plusSeconds(60);
        }
        Optional<Instant> next = hours.nextChange(now);
        if (expected.isBefore(now.plus(Duration.ofDays(5)))) {
            assertThat(next).contains(expected);
        } else {
            assertThat(next.filter(each -> each.isBefore(now.plus(Duration.ofDays(5)))))
                    .isEmpty();
        }
    }
}
