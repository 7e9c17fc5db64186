package io.cordboard.telephony.call;

import java.util.regex.Pattern;

/** Whether a description puts the other side on hold. */
final class Hold {

    // RFC 3264 §8.4; the zero address is that of RFC 2543, which some phones still send.
    private static final Pattern DIRECTED = Pattern.compile("(?m)^a=(sendonly|inactive)\\s*$");
    private static final Pattern NOWHERE = Pattern.compile("(?m)^c=IN IP4 0\\.0\\.0\\.0\\s*$");
    /** With candidates it says no more than that none of them is the default (RFC 8840 §4.1.1): browsers that hide their addresses do so. */
    private static final Pattern CANDIDATES = Pattern.compile("(?m)^a=ice-ufrag:");

    private Hold() {}

    static boolean asked(String sdp) {
        return DIRECTED.matcher(sdp).find()
                || NOWHERE.matcher(sdp).find() && !CANDIDATES.matcher(sdp).find();
    }
}
