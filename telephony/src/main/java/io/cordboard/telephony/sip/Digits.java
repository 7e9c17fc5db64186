package io.cordboard.telephony.sip;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Request;

/** Keys that come as INFO, in the two forms that phones have agreed on without an RFC. */
final class Digits {

    private static final Pattern RELAY = Pattern.compile("(?im)^\\s*Signal\\s*=\\s*([0-9*#A-D])\\s*$");
    private static final Pattern PLAIN = Pattern.compile("^\\s*([0-9*#A-D])\\s*$");

    private Digits() {}

    static Optional<Character> in(Request info) {
        byte[] content = info.getRawContent();
        if (content == null || content.length > 256) {
            return Optional.empty();
        }
        Pattern form = switch (Messages.type(info)) {
            case "application/dtmf-relay" -> RELAY;
            case "application/dtmf" -> PLAIN;
            default -> null;
        };
        if (form == null) {
            return Optional.empty();
        }
        Matcher digit = form.matcher(new String(content, StandardCharsets.US_ASCII));
        return digit.find() ? Optional.of(digit.group(1).charAt(0)) : Optional.empty();
    }
}
