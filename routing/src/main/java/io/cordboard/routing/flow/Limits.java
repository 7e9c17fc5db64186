package io.cordboard.routing.flow;

import io.cordboard.routing.policy.Range;
import java.time.Duration;
import java.util.Collection;

/** How much one flow may say. Flows are stored in events and read again for ever: a limit may grow, never shrink. */
final class Limits {

    static final int DOCUMENT_CHARS = 256 * 1024;
    static final int NESTING = 16;

    static final int STEPS = 500;
    static final int TEXT_CHARS = 2_000;
    static final int PROMPTS = 10;
    static final int LANGUAGES = 20;
    static final int CHOICES = 12;
    static final int WORDS = 50;
    static final int WORD_CHARS = 100;
    static final int CASES = 50;
    static final int ATTRIBUTES = 50;
    static final int HEADERS = 20;

    static final Range DIGITS = new Range(1, 64);
    static final Range TRIES = new Range(1, 10);
    static final Range RETRIES = new Range(0, 5);
    static final Range PRIORITY = new Range(-1_000, 1_000);

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration LOOK_UP = Duration.ofSeconds(30);
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);
    static final Duration DECADE = Duration.ofDays(3_650);

    private Limits() {}

    static void count(String what, Collection<?> values, int least, int most) {
        if (values.size() < least || values.size() > most) {
            throw new IllegalArgumentException(
                    "Expected " + least + " to " + most + ' ' + what + ", but got " + values.size());
        }
    }
}
