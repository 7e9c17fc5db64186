package io.cordboard.telephony.guide;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people and their programs write them. */
public final class Dialled {

    private static final Pattern SEPARATORS = Pattern.compile("[ ()./-]");
    // ITU-T E.164 §6.2.1, or shorter without a plus.
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,15}");

    private Dialled() {}

    /** The digits, after a plus if there is one; empty for what is no number. */
    public static Optional<String> number(String written) {
        return Optional.of(SEPARATORS.matcher(written).replaceAll(""))
                .filter(digits -> NUMBER.matcher(digits).matches());
    }
}
