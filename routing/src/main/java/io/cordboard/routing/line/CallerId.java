package io.cordboard.routing.line;

import java.util.Locale;
import java.util.Optional;

/**
 * Which number those see who are called over a trunk.
 *
 * @param number the fixed one
 */
public record CallerId(Use use, Optional<NumberPattern> number) {

    /** Who says which. */
    public enum Use {
        /** Always the same one. */
        FIXED,
        /** The one that is asked for, if it is a number of the tenant; else the fixed one, and without it the call is refused. */
        OWN,
        /** None. */
        WITHHELD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final CallerId WITHHELD = new CallerId(Use.WITHHELD, Optional.empty());

    public CallerId {
        if (number.filter(NumberPattern::open).isPresent()) {
            throw new IllegalArgumentException("Expected one number as caller id, but got " + number.get());
        }
        if (use == Use.FIXED && number.isEmpty() || use == Use.WITHHELD && number.isPresent()) {
            throw new IllegalArgumentException("Expected a number with a fixed caller id and none with a withheld one");
        }
    }
}
