package io.cordboard.telephony.media;

import java.util.regex.Pattern;

/** The name of one party in a room: {@code caller}, {@code agent-7}. */
public record Party(String id) {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:@-]{0,63}");

    public Party {
        if (!VALID.matcher(id).matches()) {
            throw new IllegalArgumentException("Expected a party of 1 to 64 letters, digits and _.:@-, but got: " + id);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
