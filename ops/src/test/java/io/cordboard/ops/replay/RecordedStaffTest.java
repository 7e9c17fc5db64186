package io.cordboard.ops.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedStaffTest {

    @TempDir
    private Path directory;

    private Staff staff(String rows) {
        return RecordedStaff.of(Logs.read(directory, Logs.HEADER + rows), Duration.ofHours(1));
    }

    @Test
    void longGapEndsAShiftAndSoDoesTheNight() {
        Staff staff = staff("""
                2026-11-02T09:00:00Z,s,0,0,answered,2026-11-02T09:00:00Z,2026-11-02T09:10:00Z,ann
                2026-11-02T10:10:00Z,t,0,0,answered,2026-11-02T10:10:00Z,2026-11-02T10:20:00Z,ann
                2026-11-02T11:20:01Z,s,0,0,answered,2026-11-02T11:20:01Z,2026-11-02T11:30:00Z,ann
                2026-11-02T23:50:00Z,s,0,0,answered,2026-11-02T23:50:00Z,2026-11-02T23:55:00Z,ann
                2026-11-03T00:05:00Z,s,0,0,answered,2026-11-03T00:05:00Z,2026-11-03T00:10:00Z,ann
                """);
        assertThat(staff.shifts())
                .extracting(shift -> Duration.ofNanos(shift.fromNanos()).toSeconds() + " to "
                        + Duration.ofNanos(shift.untilNanos()).toSeconds())
                .containsExactly("32400 to 37200", "40801 to 41400", "85800 to 86100", "86700 to 87000");
        assertThat(staff.shifts()).allMatch(shift -> shift.queues().size() == 2);
    }

    @Test
    void timeInWhichServicesOverlapIsBusyOnce() {
        Staff staff = staff("""
                2026-11-02T09:00:00Z,s,0,0,answered,2026-11-02T09:00:00Z,2026-11-02T09:10:00Z,ann
                2026-11-02T09:05:00Z,s,0,0,answered,2026-11-02T09:05:00Z,2026-11-02T09:08:00Z,ann
                2026-11-02T09:06:00Z,s,0,0,answered,2026-11-02T09:06:00Z,2026-11-02T09:12:00Z,ann
                2026-11-02T09:15:00Z,s,0,0,answered,2026-11-02T09:15:00Z,2026-11-02T09:16:00Z,ann
                """);
        assertThat(staff.overlaps()).isEqualTo(2);
        assertThat(Duration.ofNanos(staff.busyNanos())).isEqualTo(Duration.ofMinutes(13));
        assertThat(Duration.ofNanos(staff.staffedNanos())).isEqualTo(Duration.ofMinutes(16));
    }
}
