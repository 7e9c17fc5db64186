package io.cordboard.telephony.media;

import static io.cordboard.telephony.media.MediaRefused.Reason.MALFORMED;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A session description (RFC 8866) as far as a telephone's says anything: addresses, media, formats, directions. Strict about the
 * form of what it reads and silent about what it does not need.
 */
public record Sdp(List<Media> media) {

    public static final int MAX_CHARACTERS = 16_384;
    private static final int MAX_LINES = 500;
    private static final int MAX_MEDIA = 16;
    private static final int MAX_FORMATS = 64;
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern DIRECTION = Pattern.compile("sendrecv|sendonly|recvonly|inactive");

    /**
     * One m-line and what belongs to it, with what the session says for all.
     *
     * @param line the m-line itself
     * @param names the encodings of the formats that have one, in lower case: {@code pcmu/8000}
     * @param attributes all others, by name; one without a value has an empty one
     */
    public record Media(
            String line,
            String type,
            int port,
            String protocol,
            List<String> formats,
            Optional<InetAddress> address,
            String direction,
            Map<Integer, String> names,
            Map<String, String> attributes) {}

    /** Reads a description, or refuses it for {@link MediaRefused.Reason#MALFORMED} with what was expected. */
    public static Sdp read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw malformed("at most " + MAX_CHARACTERS + " characters", text.length() + " of them");
        }
        String[] lines = text.split("\r?\n", MAX_LINES + 1);
        if (lines.length > MAX_LINES) {
            throw malformed("at most " + MAX_LINES + " lines", "more");
        }
        if (!lines[0].equals("v=0")) {
            throw malformed("v=0", lines[0]);
        }
        Section session = new Section("");
        List<Section> sections = new ArrayList<>();
        Section current = session;
        boolean origin = false;
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (line.isEmpty() && i == lines.length - 1) {
                break;
            }
            if (line.length() < 2 || line.charAt(1) != '=' || line.charAt(0) < 'a' || line.charAt(0) > 'z') {
                throw malformed("a line like c=...", line);
            }
            String value = line.substring(2);
            switch (line.charAt(0)) {
                case 'm' -> {
                    if (sections.size() == MAX_MEDIA) {
                        throw malformed("at most " + MAX_MEDIA + " media", "more");
                    }
                    current = new Section(line);
                    sections.add(current);
                }
                case 'c' -> current.address = Optional.of(address(value));
                case 'a' -> current.attribute(value);
                case 'o' -> origin = true;
                default -> {}
            }
        }
        if (!origin) {
            throw malformed("an o-line", "none");
        }
        return new Sdp(sections.stream().map(section -> section.media(session)).toList());
    }

    private static InetAddress address(String value) {
        String[] parts = value.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals("IN") || !parts[1].equals("IP4") && !parts[1].equals("IP6")) {
            throw malformed("c=IN IP4 or IP6 and an address", "c=" + value);
        }
        return numeric(parts[2]);
    }

    /** Never asks the name service: a description is written by whoever calls. */
    private static InetAddress numeric(String value) {
        if (NUMERIC.matcher(value).matches()) {
            try {
                return InetAddress.ofLiteral(value);
            } catch (IllegalArgumentException _) {
                // Said below.
            }
        }
        throw malformed("a numeric address", value);
    }

    private static MediaRefused malformed(String expected, String got) {
        String shown = got.length() > 80 ? got.substring(0, 80) + "..." : got;
        return new MediaRefused(MALFORMED, "Expected of a session description " + expected + ", but got: " + shown);
    }

    /** Lines that belong together, while they are read. */
    private static final class Section {
        private final String line;
        private final Map<Integer, String> names = new HashMap<>();
        private final Map<String, String> attributes = new HashMap<>();
        private Optional<InetAddress> address = Optional.empty();
        private Optional<String> direction = Optional.empty();

        Section(String line) {
            this.line = line;
        }

        void attribute(String attribute) {
            int colon = attribute.indexOf(':');
            String name = colon < 0 ? attribute : attribute.substring(0, colon);
            String value = colon < 0 ? "" : attribute.substring(colon + 1).strip();
            if (DIRECTION.matcher(attribute).matches()) {
                direction = Optional.of(attribute);
            } else if (name.equals("rtpmap")) {
                String[] parts = value.split(" +", 2);
                if (parts.length != 2) {
                    throw malformed("a=rtpmap with a format and its encoding", "a=" + attribute);
                }
                names.put(number(parts[0], 127), parts[1].strip().toLowerCase(Locale.ROOT));
            } else {
                attributes.putIfAbsent(name, value);
            }
        }

        Media media(Section session) {
            String[] parts = line.substring(2).split(" ", -1);
            if (parts.length < 4 || parts.length > MAX_FORMATS + 3) {
                throw malformed("m=, a kind, a port, a protocol and 1 to " + MAX_FORMATS + " formats", line);
            }
            Map<String, String> all = new HashMap<>(session.attributes);
            all.putAll(attributes);
            String port = parts[1].contains("/") ? parts[1].substring(0, parts[1].indexOf('/')) : parts[1];
            return new Media(
                    line,
                    parts[0],
                    number(port, 65_535),
                    parts[2],
                    List.of(parts).subList(3, parts.length),
                    address.or(() -> session.address),
                    direction.or(() -> session.direction).orElse("sendrecv"),
                    Map.copyOf(names),
                    Map.copyOf(all));
        }

        private static int number(String value, int most) {
            try {
                int number = Integer.parseUnsignedInt(value);
                if (number >= 0 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Said below.
            }
            throw malformed("a number of 0 to " + most, value);
        }
    }
}
