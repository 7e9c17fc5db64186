package io.cordboard.telephony.call;

import java.util.regex.Pattern;

/** Whether a description puts the other side on hold. */
final class Hold {

    // RFC 3264 §8.4; the zero address is that of RFC 2543, which some phones still send.
    private static final Pattern ASKED = Pattern.compile("(?m)^(a=(sendonly|inactive)|c=IN IP4 0\\.0\\.0\\.0)\\s*$");

    private Hold() {}

    static boolean asked(String sdp) {
        return ASKED.matcher(sdp).find();
    }
}
