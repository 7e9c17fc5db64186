package io.cordboard.routing.line;

import java.util.regex.Pattern;

/**
 * One address of a trunk's other end.
 *
 * @param host a name or a literal address; an IPv6 address without brackets
 * @param priority RFC 2782: those with the lowest are tried first
 * @param weight RFC 2782: the share of calls among those of the same priority; with 0, hardly any while others have more
 */
public record TrunkPeer(String host, int port, Transport transport, int priority, int weight) {

    /** RFC 2782: both are 16 bits. */
    public static final int MOST = 65_535;

    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    public TrunkPeer {
        if (!HOST.matcher(host).matches()
                && !(host.contains(":") && V6.matcher(host).matches())) {
            throw new IllegalArgumentException(
                    "Expected the name or address of a host, as sip.carrier.example, but got '" + host + '\'');
        }
        if (port < 1 || port > MOST) {
            throw new IllegalArgumentException("Expected a port of 1 to " + MOST + ", but got " + port);
        }
        if (transport == Transport.WS || transport == Transport.WSS) {
            throw new IllegalArgumentException(
                    "Expected transport udp, tcp or tls to a trunk, but got " + transport.word());
        }
        if (priority < 0 || priority > MOST || weight < 0 || weight > MOST) {
            throw new IllegalArgumentException(
                    "Expected a priority and a weight of 0 to " + MOST + ", but got " + priority + " and " + weight);
        }
    }
}
