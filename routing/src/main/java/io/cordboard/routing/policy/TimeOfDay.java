package io.cordboard.routing.policy;

import java.time.LocalTime;
import java.util.regex.Pattern;

/** A minute of the local day, 00:00 to 24:00 (the end of the day). */
public record TimeOfDay(int minute) implements Comparable<TimeOfDay> {

    static final int MINUTES = 24 * 60;
    private static final Pattern SHAPE = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");

    public TimeOfDay {
        if (minute < 0 || minute > MINUTES) {
            throw new IllegalArgumentException("Expected a minute of 0 to " + MINUTES + ", but got " + minute);
        }
    }

    /** Reads {@code HH:mm}. */
    public static TimeOfDay of(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("Expected a time of 00:00 to 24:00 as HH:mm, but got '" + text + "'");
        }
        return new TimeOfDay(Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3)));
    }

    boolean isAfter(LocalTime time) {
        return minute > time.getHour() * 60 + time.getMinute();
    }

    @Override
    public int compareTo(TimeOfDay other) {
        return Integer.compare(minute, other.minute);
    }

    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
