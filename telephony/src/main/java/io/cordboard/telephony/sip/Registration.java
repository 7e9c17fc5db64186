package io.cordboard.telephony.sip;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ims.PathHeader;
import io.cordboard.telephony.line.Binding;
import io.cordboard.telephony.line.Locations;
import java.net.InetAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.message.Request;

/**
 * One Contact of a REGISTER, as it was written.
 *
 * @param everything {@code Contact: *}: all of them
 * @param expires zero: it is not there any more; empty: it does not say
 */
record Registration(
        boolean everything, String id, String contact, int q, Optional<Duration> expires, String userAgent) {

    private static final int MOST_PROXIES = 8;

    /** A contact that is not where the REGISTER came from: ringing it would call others at our cost. */
    static final class Elsewhere extends IllegalArgumentException {
        static final String REASON = "Contact Is Not Where REGISTER Came From";
        private static final long serialVersionUID = 1L;

        Elsewhere() {
            super(REASON);
        }
    }

    /** Reads all of a REGISTER. Fails for what is not allowed (RFC 3261 §10.2.2, §10.3 step 6), or too much. */
    static List<Registration> all(Request request, Source source) throws ParseException {
        boolean proxied = !path(request, source).isEmpty();
        Optional<Duration> common = request.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header
                ? Optional.of(Duration.ofSeconds(header.getExpires()))
                : Optional.empty();
        String agent = Messages.text(request, "User-Agent").orElse("");
        var all = new ArrayList<Registration>();
        for (var headers = request.getHeaders(ContactHeader.NAME); headers.hasNext(); ) {
            var contact = (Contact) headers.next();
            if (contact.isWildCard()) {
                if (common.filter(Duration::isZero).isEmpty() || !all.isEmpty() || headers.hasNext()) {
                    throw new IllegalArgumentException("Expected * alone, and with Expires: 0");
                }
                return List.of(new Registration(true, "*", "*", 0, common, ""));
            }
            all.add(one(contact, common, agent, source, proxied));
        }
        if (all.size() > Locations.MOST_PER_AGENT) {
            throw new IllegalArgumentException("Expected at most " + Locations.MOST_PER_AGENT + " contacts");
        }
        return List.copyOf(all);
    }

    /**
     * RFC 3327: the proxies between us and the phone, the first first. That one has sent the REGISTER, from the address that it names:
     * calls go there, whatever the contact says.
     */
    static List<String> path(Request request, Source source) {
        var path = new ArrayList<String>();
        for (var headers = request.getHeaders(PathHeader.NAME); headers.hasNext(); ) {
            if (!(((PathHeader) headers.next()).getAddress().getURI() instanceof SipURI uri) || !uri.hasLrParam()) {
                throw new IllegalArgumentException("Expected loose routers in Path");
            }
            if (path.isEmpty() && (uri.getMAddrParam() != null || !isLiterally(uri.getHost(), source))) {
                throw new Elsewhere();
            }
            path.add(uri.toString());
        }
        if (path.size() > MOST_PROXIES || path.stream().mapToInt(String::length).sum() > 1_000) {
            throw new IllegalArgumentException("Expected at most " + MOST_PROXIES + " proxies in Path");
        }
        return List.copyOf(path);
    }

    private static boolean isLiterally(String host, Source source) {
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""))
                    .equals(InetAddress.ofLiteral(source.address()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Registration one(
            Contact contact, Optional<Duration> common, String agent, Source source, boolean proxied)
            throws ParseException {
        if (!(contact.getAddress().getURI() instanceof SipURI uri)
                || uri.toString().length() > 500) {
            throw new IllegalArgumentException("Expected a SIP URI of at most 500 characters");
        }
        if (uri.getMAddrParam() != null || uri.getHeaderNames().hasNext() || !proxied && !isAt(uri.getHost(), source)) {
            throw new Elsewhere();
        }
        Optional<String> instance =
                Optional.ofNullable(contact.getParameter("+sip.instance")).filter(text -> text.length() <= 200);
        Optional<Integer> regId = Optional.ofNullable(contact.getParameter("reg-id"))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf);
        String own = contact.getParameter("expires");
        // RFC 3261 §20.10: one that cannot be read counts as an hour.
        Optional<Duration> expires = own == null
                ? common
                : Optional.of(Duration.ofSeconds(own.matches("[0-9]{1,9}") ? Long.parseLong(own) : 3_600));
        float q = contact.getQValue();
        return new Registration(
                false,
                Binding.id(uri.toString(), instance, regId),
                uri.toString(),
                q < 0 || q > 1 ? 1_000 : Math.round(q * 1_000),
                expires,
                agent.substring(0, Math.min(agent.length(), 200)));
    }

    /**
     * Whether a phone that says it is at {@code host} may have sent from {@code source}: it says so, or does not know what translates
     * its address, or is a browser, which has none (RFC 7118 §5). All others lead where calls cost money.
     */
    private static boolean isAt(String host, Source source) {
        if (host.toLowerCase(Locale.ROOT).endsWith(Flows.INVALID)) {
            return source.transport().connected();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
            return address.equals(InetAddress.ofLiteral(source.address())) || isPrivate(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** RFC 1918, RFC 4193, RFC 6598, and what goes no further than a link: nothing of it is reached from here. */
    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc
                || bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }

    boolean isShorterThan(Duration least) {
        return expires.filter(asked -> !asked.isZero() && asked.compareTo(least) < 0)
                .isPresent();
    }
}
