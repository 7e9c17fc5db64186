package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.MediaRefused.Reason.INCOMPATIBLE;
import static io.cordboard.telephony.media.MediaRefused.Reason.MALFORMED;
import static io.cordboard.telephony.media.MediaRefused.Reason.NO_OFFER;

import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.Sdp;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Offer and answer with one party (RFC 3264): audio over RTP/AVP, G.711, telephone events; all other media refused with port 0. */
final class Negotiation {

    private static final String PROTOCOL = "RTP/AVP";
    private static final int OFFERED_EVENTS = 101;

    /** An answer, and what holds with it. */
    record Answer(String sdp, Agreed agreed) {}

    private final InetAddress announced;
    private final int port;
    private final int controlPort;
    private final List<Codec> preferred;
    private final long session;
    private long version;
    private boolean offered;
    private int offeredEvents;
    /** The m-lines of the last offer that were refused, and where ours is among them: they keep their places (RFC 3264 §8). */
    private List<String> refused = List.of();

    private int place;
    private Optional<Agreed> agreed = Optional.empty();

    /**
     * @param preferred the codecs to offer, best first
     * @param session names our side in all that we write to this party
     */
    Negotiation(InetAddress announced, int port, int controlPort, List<Codec> preferred, long session) {
        this.announced = announced;
        this.port = port;
        this.controlPort = controlPort;
        this.preferred = List.copyOf(preferred);
        this.session = session;
    }

    /** Answers an offer; one that is refused leaves all as it was. */
    Answer answer(String sdpOffer) {
        Sdp offer = Sdp.read(sdpOffer);
        int chosen = 0;
        while (chosen < offer.media().size() && !acceptable(offer.media().get(chosen))) {
            chosen++;
        }
        if (chosen == offer.media().size()) {
            throw new MediaRefused(
                    INCOMPATIBLE, "Expected an m-line of audio over RTP/AVP with PCMU or PCMA, but found none");
        }
        Agreed now = agree(offer.media().get(chosen));
        List<Sdp.Media> others = new ArrayList<>(offer.media());
        others.remove(chosen);
        refused = others.stream().map(Negotiation::refusal).toList();
        place = chosen;
        offered = false;
        agreed = Optional.of(now);
        return new Answer(describe(now, direction(now)), now);
    }

    /** RFC 3264 §6: with its formats as they were. */
    private static String refusal(Sdp.Media media) {
        return "m=" + media.type() + " 0 " + media.protocol() + ' ' + String.join(" ", media.formats()) + "\r\n";
    }

    private String describe(Agreed with, String direction) {
        StringBuilder sdp = head();
        refused.subList(0, place).forEach(sdp::append);
        write(sdp, with, direction, with.mux());
        refused.subList(place, refused.size()).forEach(sdp::append);
        return sdp.toString();
    }

    /** Makes an offer: what was agreed, if anything was. */
    String offer() {
        List<Agreed.Type> types = new ArrayList<>(agreed.map(Agreed::types).orElse(List.of()));
        for (Codec codec : preferred) {
            if (types.stream().noneMatch(type -> type.codec() == codec)) {
                types.add(new Agreed.Type(codec.staticType, codec));
            }
        }
        offeredEvents = agreed.map(Agreed::eventType).filter(type -> type >= 0).orElse(OFFERED_EVENTS);
        var ours = new InetSocketAddress(announced, port);
        boolean mux = agreed.map(Agreed::mux).orElse(false);
        offered = true;
        return describe(new Agreed(types, offeredEvents, 1, ours, ours, mux, true, true), "sendrecv");
    }

    /** Takes the answer to our last offer. */
    Agreed answered(String sdpAnswer) {
        if (!offered) {
            throw new MediaRefused(NO_OFFER, "Expected an offer of ours before an answer to it, but there is none");
        }
        List<Sdp.Media> media = Sdp.read(sdpAnswer).media();
        if (media.size() <= place || !acceptable(media.get(place))) {
            throw new MediaRefused(
                    INCOMPATIBLE,
                    "Expected an answer of audio over RTP/AVP with PCMU or PCMA in its place, but got something else");
        }
        Agreed now = agree(media.get(place)).afterOfferOfEvents(offeredEvents);
        agreed = Optional.of(now);
        return now;
    }

    private static boolean acceptable(Sdp.Media media) {
        return media.type().equals("audio")
                && media.port() != 0
                && media.protocol().equals(PROTOCOL)
                && !types(media).isEmpty();
    }

    private static List<Agreed.Type> types(Sdp.Media media) {
        List<Agreed.Type> types = new ArrayList<>();
        for (int number : numbers(media)) {
            Codec codec = codec(number, media.names().get(number));
            if (codec != null && types.size() < 8) {
                types.add(new Agreed.Type(number, codec));
            }
        }
        return types;
    }

    private static List<Integer> numbers(Sdp.Media media) {
        return media.formats().stream()
                .filter(format -> format.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .filter(number -> number < 128)
                .distinct()
                .toList();
    }

    private static @Nullable Codec codec(int number, @Nullable String name) {
        for (Codec codec : Codec.values()) {
            String own = codec.name().toLowerCase(Locale.ROOT) + "/8000";
            if (name == null ? number == codec.staticType : name.equals(own) || name.equals(own + "/1")) {
                return codec;
            }
        }
        return null;
    }

    private static Agreed agree(Sdp.Media media) {
        InetAddress address = media.address()
                .orElseThrow(() -> new MediaRefused(MALFORMED, "Expected a c-line for audio, but got none"));
        if (address.isMulticastAddress() || address.getHostAddress().equals("255.255.255.255")) {
            throw new MediaRefused(
                    INCOMPATIBLE, "Expected an address of one party, but got " + address.getHostAddress());
        }
        int events = numbers(media).stream()
                .filter(number -> "telephone-event/8000".equals(media.names().get(number)))
                .findFirst()
                .orElse(-1);
        // RFC 3264 §8.4: 0.0.0.0 was hold before there were directions.
        boolean nowhere = address.isAnyLocalAddress();
        boolean mux = media.attributes().containsKey("rtcp-mux");
        var remote = new InetSocketAddress(address, media.port());
        return new Agreed(
                types(media),
                events,
                framesEach(media.attributes().getOrDefault("ptime", "20")),
                remote,
                mux ? remote : new InetSocketAddress(address, controlPort(media)),
                mux,
                !nowhere
                        && (media.direction().equals("sendrecv")
                                || media.direction().equals("recvonly")),
                media.direction().equals("sendrecv") || media.direction().equals("sendonly"));
    }

    /** RFC 3605: {@code a=rtcp} names the port, if it is not the next. An address in it is not followed. */
    private static int controlPort(Sdp.Media media) {
        String named = media.attributes().getOrDefault("rtcp", "").split(" ", 2)[0];
        if (named.matches("[0-9]{1,5}") && Integer.parseInt(named) >= 1 && Integer.parseInt(named) <= 65_535) {
            return Integer.parseInt(named);
        }
        return Math.min(media.port() + 1, 65_535);
    }

    /** A preference, which we follow as far as whole frames go. */
    private static int framesEach(String ptime) {
        return ptime.matches("[0-9]{1,3}") ? Math.clamp(Integer.parseInt(ptime) / 20, 1, 3) : 1;
    }

    private static String direction(Agreed agreed) {
        return agreed.send() ? agreed.receive() ? "sendrecv" : "sendonly" : agreed.receive() ? "recvonly" : "inactive";
    }

    private StringBuilder head() {
        String address = (announced instanceof Inet6Address ? "IP6 " : "IP4 ") + announced.getHostAddress();
        return new StringBuilder("v=0\r\no=cordboard ")
                .append(session)
                .append(' ')
                .append(++version)
                .append(" IN ")
                .append(address)
                .append("\r\ns=-\r\nc=IN ")
                .append(address)
                .append("\r\nt=0 0\r\n");
    }

    private void write(StringBuilder sdp, Agreed with, String direction, boolean mux) {
        sdp.append("m=audio ").append(port).append(' ').append(PROTOCOL);
        with.types().forEach(type -> sdp.append(' ').append(type.number()));
        if (with.eventType() >= 0) {
            sdp.append(' ').append(with.eventType());
        }
        sdp.append("\r\n");
        with.types()
                .forEach(type -> sdp.append("a=rtpmap:")
                        .append(type.number())
                        .append(' ')
                        .append(type.codec())
                        .append("/8000\r\n"));
        if (with.eventType() >= 0) {
            sdp.append("a=rtpmap:").append(with.eventType()).append(" telephone-event/8000\r\n");
            sdp.append("a=fmtp:").append(with.eventType()).append(" 0-15\r\n");
        }
        sdp.append("a=ptime:20\r\na=").append(direction).append("\r\n");
        sdp.append(mux ? "a=rtcp-mux\r\n" : "a=rtcp:" + controlPort + "\r\n");
    }
}
