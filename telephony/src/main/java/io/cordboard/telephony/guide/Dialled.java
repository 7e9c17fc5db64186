package io.cordboard.telephony.guide;

import io.cordboard.routing.line.NumberPattern;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people and their programs write them. */
public final class Dialled {

    private static final Pattern SEPARATORS = Pattern.compile("[ ()./-]");

    private Dialled() {}

    /** The digits, after a plus if there is one; empty for what is no number. */
    public static Optional<String> number(String written) {
        return Optional.of(SEPARATORS.matcher(written).replaceAll("")).filter(NumberPattern::isNumber);
    }
}
