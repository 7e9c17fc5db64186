package io.cordboard.routing.policy;

import io.cordboard.routing.agent.Skill;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much one policy may say. Policies are stored in events and read again for ever, so a limit may grow but never
 * shrink: what was accepted once must be accepted on replay.
 */
final class Limits {

    static final int DOCUMENT_CHARS = 256 * 1024;
    static final int NESTING = 16;
    static final int TEXT_CHARS = 2_000;

    static final int STEPS = 32;
    static final int SCORE_PARTS = 32;
    static final int SKILLS = 200;
    static final int ORDERED = 500;
    static final int OVERFLOW_RULES = 32;
    static final int PERIODS = 64;
    static final int HOLIDAYS = 1_000;

    static final Range PROFICIENCY = new Range(0, 10);
    static final Range PRIORITY = new Range(-1_000, 1_000);
    static final Range WEIGHT = new Range(0, 1_000);
    static final Range OFFERS = new Range(1, 10);
    static final Range MISSES = new Range(0, 100);
    static final Range LENGTH = new Range(0, 1_000_000);

    static final Duration TICK = Duration.ofMillis(1);
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);
    static final Duration MONTH = Duration.ofDays(31);
    static final Duration DECADE = Duration.ofDays(3_650);

    private Limits() {}

    static <T> void count(String what, java.util.Collection<T> values, int most) {
        if (values.size() > most) {
            throw new IllegalArgumentException("Expected at most " + most + ' ' + what + ", but got " + values.size());
        }
    }

    static SortedMap<Skill, Integer> minimums(Map<Skill, Integer> requirements) {
        count("skills", requirements.keySet(), SKILLS);
        requirements.forEach((skill, minimum) -> PROFICIENCY.require("a minimum proficiency for " + skill, minimum));
        return java.util.Collections.unmodifiableSortedMap(new TreeMap<>(requirements));
    }
}
