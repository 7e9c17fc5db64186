package io.cordboard.routing.line;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which calls a tenant may make over a trunk. Closed unless something is opened.
 *
 * @param prefixes what the number must begin with, as {@code +49}; without any, nobody is called
 * @param callsPerMinute how many calls may begin within any minute
 */
public record Outbound(Set<String> prefixes, int callsPerMinute, CallerId callerId) {

    public static final int MOST_PREFIXES = 500;
    public static final int MOST_CALLS_PER_MINUTE = 60_000;

    /** Nobody is called. */
    public static final Outbound CLOSED = new Outbound(Set.of(), 0, CallerId.WITHHELD);

    private static final Pattern PREFIX = Pattern.compile("\\+?[0-9]{1,15}");

    public Outbound {
        SortedSet<String> sorted = new TreeSet<>(prefixes);
        if (sorted.size() > MOST_PREFIXES) {
            throw new IllegalArgumentException(
                    "Expected at most " + MOST_PREFIXES + " prefixes, but got " + sorted.size());
        }
        sorted.forEach(Outbound::requirePrefix);
        if (callsPerMinute < 0 || callsPerMinute > MOST_CALLS_PER_MINUTE) {
            throw new IllegalArgumentException(
                    "Expected 0 to " + MOST_CALLS_PER_MINUTE + " calls a minute, but got " + callsPerMinute);
        }
        prefixes = Collections.unmodifiableSortedSet(sorted);
    }

    /** Returns {@code prefix} if a number can begin so. */
    public static String requirePrefix(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("Expected what numbers begin with, as +49, but got '"
                    + (prefix.length() > 40 ? prefix.substring(0, 40) + "..." : prefix) + '\'');
        }
        return prefix;
    }

    /** Whether such a number may be called at all. */
    public boolean allows(String number) {
        return callsPerMinute > 0 && prefixes.stream().anyMatch(number::startsWith);
    }
}
