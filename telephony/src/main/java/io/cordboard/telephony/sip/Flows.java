package io.cordboard.telephony.sip;

import gov.nist.core.net.AddressResolver;
import gov.nist.javax.sip.stack.HopImpl;
import io.cordboard.routing.line.Transport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;

/**
 * The connections behind names that mean nothing: what a browser calls its host ({@code x.invalid}, RFC 7118 §5) stands for the
 * WebSocket on which it said so.
 */
final class Flows implements AddressResolver {

    static final String INVALID = ".invalid";
    private static final int MOST = 200_000;

    private final LinkedHashMap<String, Source> flows = new LinkedHashMap<>(16, 0.75f, true);

    /** Whoever sends it is reached where it came from: only of somebody who has shown who they are, or is in a call. */
    void learn(Request request) {
        if (request.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                && contact.getAddress() != null
                && contact.getAddress().getURI() instanceof SipURI uri
                && uri.getHost() != null) {
            learn(uri.getHost(), Messages.source(request));
        }
    }

    private void learn(String host, Source source) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(INVALID) && (source.transport() == Transport.WS || source.transport() == Transport.WSS)) {
            synchronized (flows) {
                flows.put(name, source);
                if (flows.size() > MOST) {
                    flows.pollFirstEntry();
                }
            }
        }
    }

    private Optional<Source> of(String host) {
        synchronized (flows) {
            return Optional.ofNullable(flows.get(host.toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public Hop resolveAddress(Hop hop) {
        Optional<Source> flow = of(hop.getHost());
        if (flow.isPresent()) {
            Source at = flow.get();
            return new HopImpl(at.address(), at.port(), at.transport().word());
        }
        return hop.getPort() == -1 ? new HopImpl(hop.getHost(), port(hop.getTransport()), hop.getTransport()) : hop;
    }

    private static int port(String transport) {
        return switch (Transport.of(transport)) {
            case UDP, TCP -> 5060;
            case TLS -> 5061;
            case WS -> 80;
            case WSS -> 443;
        };
    }
}
