package io.cordboard.channels.chat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from, as far as limits are concerned: an IPv4 address, or the /64 that a customer's network gets with
 * IPv6 (one customer has as many addresses in it as they like).
 */
record SourceAddress(String value) {

    static SourceAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? new SourceAddress(address.getHostAddress())
                : new SourceAddress(HexFormat.of().formatHex(bytes, 0, 8) + "/64");
    }

    /**
     * @param peer who holds the TCP connection
     * @param forwardedFor the values of all X-Forwarded-For headers, in order
     * @param trustedProxies how many proxies of ours each request passes; what is further left was written by anybody
     */
    static SourceAddress of(InetAddress peer, List<String> forwardedFor, int trustedProxies) {
        if (trustedProxies == 0) {
            return of(peer);
        }
        List<String> hops = forwardedFor.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        int at = hops.size() - trustedProxies;
        return at < 0 ? of(peer) : parse(hops.get(at)).map(SourceAddress::of).orElseGet(() -> of(peer));
    }

    /** Literal addresses only: a name must not cause a look-up. */
    private static Optional<InetAddress> parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
                    ? Optional.of(InetAddress.getByName(bare))
                    : Optional.empty();
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
