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
 * @param blocked what it must not begin with all the same: what costs more, as {@code +49900}
 * @param emergency whole numbers, as {@code 112}, that are called whatever else is said here
 * @param callsPerMinute how many calls may begin within any minute
 */
public record Outbound(
        Set<String> prefixes, Set<String> blocked, Set<String> emergency, int callsPerMinute, CallerId callerId) {

    public static final int MOST_PREFIXES = 500;
    public static final int MOST_EMERGENCY = 20;
    public static final int MOST_CALLS_PER_MINUTE = 60_000;

    /** Nobody is called. */
    public static final Outbound CLOSED = new Outbound(Set.of(), Set.of(), Set.of(), 0, CallerId.WITHHELD);

    private static final Pattern PREFIX = Pattern.compile("\\+?[0-9]{1,15}");

    public Outbound {
        prefixes = beginnings("prefixes", MOST_PREFIXES, prefixes);
        blocked = beginnings("blocked prefixes", MOST_PREFIXES, blocked);
        emergency = beginnings("emergency numbers", MOST_EMERGENCY, emergency);
        if (callsPerMinute < 0 || callsPerMinute > MOST_CALLS_PER_MINUTE) {
            throw new IllegalArgumentException(
                    "Expected 0 to " + MOST_CALLS_PER_MINUTE + " calls a minute, but got " + callsPerMinute);
        }
    }

    /** Nothing is blocked, and no number is one of emergency. */
    public Outbound(Set<String> prefixes, int callsPerMinute, CallerId callerId) {
        this(prefixes, Set.of(), Set.of(), callsPerMinute, callerId);
    }

    private static Set<String> beginnings(String what, int most, Set<String> all) {
        SortedSet<String> sorted = new TreeSet<>(all);
        if (sorted.size() > most) {
            throw new IllegalArgumentException("Expected at most " + most + ' ' + what + ", but got " + sorted.size());
        }
        sorted.forEach(Outbound::requirePrefix);
        return Collections.unmodifiableSortedSet(sorted);
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
        return isEmergency(number)
                || callsPerMinute > 0 && prefixes.stream().anyMatch(number::startsWith) && !blocks(number);
    }

    public boolean blocks(String number) {
        return blocked.stream().anyMatch(number::startsWith);
    }

    public boolean isEmergency(String number) {
        return emergency.contains(number);
    }
}
