package io.cordboard.routing.policy;

import java.time.Duration;

/** The whole numbers that a part of a policy may be; the same limit for documents and for policies made in code. */
public record Range(int least, int most) {

    public int require(String what, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("Expected " + what + " of " + this + ", but got " + value);
        }
        return value;
    }

    static Duration require(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "Expected " + what + " of " + least + " to " + most + ", but got " + value);
        }
        return value;
    }

    public boolean holds(int value) {
        return value >= least && value <= most;
    }

    @Override
    public String toString() {
        return least + " to " + most;
    }
}
