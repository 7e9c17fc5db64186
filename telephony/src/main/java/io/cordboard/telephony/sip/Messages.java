package io.cordboard.telephony.sip;

import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.header.ims.PAssertedIdentityHeader;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import io.cordboard.routing.line.Transport;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.SipFactory;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Makes and reads what all parts of SIP write in the same way. */
final class Messages {

    /** What we do at all: everything else is answered 405 or 501. */
    static final List<String> METHODS = List.of(
            Request.INVITE,
            Request.ACK,
            Request.CANCEL,
            Request.BYE,
            Request.OPTIONS,
            Request.PRACK,
            Request.UPDATE,
            Request.INFO,
            Request.REFER,
            Request.REGISTER);

    /** Extensions that a peer may require. */
    static final List<String> EXTENSIONS = List.of("100rel", "timer", "norefersub", "outbound", "path", "gruu");

    static final String SDP = "application/sdp";

    private static final String USER =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()&=+$,;?/";
    private static final Pattern ESCAPED = Pattern.compile("%25(\\p{XDigit}{2})");

    private final SipSettings settings;
    private final SipProvider provider;
    final AddressFactory addresses;
    final HeaderFactory headers;
    final MessageFactory messages;

    Messages(SipSettings settings, SipProvider provider, SipFactory factory) throws PeerUnavailableException {
        this.settings = settings;
        this.provider = provider;
        this.addresses = factory.createAddressFactory();
        this.headers = factory.createHeaderFactory();
        this.messages = factory.createMessageFactory();
    }

    static RetryAfterHeader retryAfter(int seconds) {
        try {
            var header = new RetryAfter();
            header.setRetryAfter(seconds);
            return header;
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    Response response(Request request, int status) throws ParseException {
        Response response = messages.createResponse(status, request);
        if (status == Response.METHOD_NOT_ALLOWED || status == Response.NOT_IMPLEMENTED || status == Response.OK) {
            response.setHeader(allow());
        }
        return response;
    }

    Header allow() throws ParseException {
        return headers.createAllowHeader(String.join(", ", METHODS));
    }

    Header supported() throws ParseException {
        return headers.createSupportedHeader("100rel, timer, norefersub, outbound");
    }

    Header header(String name, String value) throws ParseException {
        return headers.createHeader(name, value);
    }

    /** Where peers of a transport reach us within a dialog. */
    ContactHeader contact(Transport transport) throws ParseException {
        ListeningPoint point = provider.getListeningPoint(transport.word());
        SipURI uri = addresses.createSipURI("cordboard", settings.advertised());
        uri.setPort(point.getPort());
        if (transport != Transport.UDP) {
            uri.setTransportParam(transport.word());
        }
        return headers.createContactHeader(addresses.createAddress(uri));
    }

    /** Who calls, as those are told who are called; RFC 3323 §4.1.1.3 for who wants not to be known. */
    Address from(Outgoing call) throws ParseException {
        boolean withheld = call.trunk().filter(Outgoing.OverTrunk::withheld).isPresent();
        Address from = addresses.createAddress(
                withheld
                        ? addresses.createSipURI("anonymous", "anonymous.invalid")
                        : addresses.createSipURI(userPart(call.fromUser()), call.fromHost()));
        from.setDisplayName(withheld ? "Anonymous" : quoted(call.fromName()));
        return from;
    }

    /** RFC 3325 §9.1, RFC 3323 §4.2: what only the carrier may know. */
    void identify(Request invite, Outgoing call, Outgoing.OverTrunk trunk) throws ParseException {
        if (trunk.asserted().isPresent()) {
            SipURI asserted = addresses.createSipURI(userPart(trunk.asserted().get()), call.fromHost());
            invite.setHeader(header("P-Asserted-Identity", '<' + asserted.toString() + '>'));
        }
        if (trunk.withheld()) {
            invite.setHeader(header("Privacy", "id"));
        }
    }

    void describe(Message message, String sdp) throws ParseException {
        message.setContent(sdp.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader("application", "sdp"));
    }

    static Optional<String> sdp(Message message) {
        byte[] content = message.getRawContent();
        if (content == null || content.length == 0 || !SDP.equals(type(message))) {
            return Optional.empty();
        }
        return Optional.of(new String(content, StandardCharsets.UTF_8));
    }

    /** Of the body, in small letters; empty if it does not say. */
    static String type(Message message) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                ? (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(java.util.Locale.ROOT)
                : "";
    }

    static Source source(Request request) {
        var message = (SIPRequest) request;
        // The connection's, whatever the message says.
        Transport transport = Transport.of(((MessageChannel) message.getMessageChannel()).getTransport());
        if (message.getPeerPacketSourceAddress() != null && message.getPeerPacketSourcePort() > 0) {
            return new Source(
                    message.getPeerPacketSourceAddress().getHostAddress(),
                    message.getPeerPacketSourcePort(),
                    transport);
        }
        return new Source(message.getRemoteAddress().getHostAddress(), message.getRemotePort(), transport);
    }

    static Invite invite(Request request) {
        var message = (SIPRequest) request;
        FromHeader from = message.getFrom();
        return new Invite(
                message.getCallId().getCallId(),
                from.getTag() == null ? "" : from.getTag(),
                user(from.getAddress().getURI()),
                asserted(message),
                text(message, "Privacy")
                        .map(value -> value.contains("id") || value.contains("user"))
                        .orElse(false),
                user(message.getRequestURI()),
                message.getRequestURI() instanceof SipURI uri ? uri.getHost() : "",
                source(request),
                sdp(request));
    }

    // RFC 3325 §9.1
    private static Optional<String> asserted(SIPRequest request) {
        return request.getHeader("P-Asserted-Identity") instanceof PAssertedIdentityHeader header
                        && header.getAddress() != null
                ? Optional.of(user(header.getAddress().getURI())).filter(user -> !user.isEmpty())
                : Optional.empty();
    }

    /** All that is said under a name, without the name: the stack makes a header of each part of a list. */
    static Optional<String> text(Message message, String name) {
        var parts = new ArrayList<String>();
        for (var headers = message.getHeaders(name); headers.hasNext(); ) {
            String line = headers.next().toString();
            parts.add(line.substring(line.indexOf(':') + 1).trim());
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    /** A user part as it is written in a URI: what may not stand there is escaped, what is escaped stays so (RFC 3261 §25.1). */
    static String userPart(String user) {
        var written = new StringBuilder();
        for (byte each : user.getBytes(StandardCharsets.UTF_8)) {
            written.append(
                    USER.indexOf(each) >= 0
                            ? Character.toString(each)
                            : String.format(java.util.Locale.ROOT, "%%%02X", each & 0xff));
        }
        return ESCAPED.matcher(written).replaceAll("%$1");
    }

    /** What is meant by the user part of a URI; what is no escape stays as it is. */
    static String unescaped(String user) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return user;
        }
    }

    /** A name as it is written between quotes. */
    static String quoted(String name) {
        return name.replaceAll("\\p{Cntrl}+", " ").replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Who is meant by a URI, however it is written. */
    static String user(URI uri) {
        return switch (uri) {
            case SipURI sip -> sip.getUser() == null ? "" : sip.getUser();
            case javax.sip.address.TelURL tel -> (tel.isGlobal() ? "+" : "") + tel.getPhoneNumber();
            default -> "";
        };
    }
}
