package io.cordboard.node;

import com.typesafe.config.Config;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.pekko.actor.Address;

/**
 * Which nodes a node joins. By list or by DNS name; without either it is a cluster of one. The first address in the list may
 * form the cluster, so all nodes must see the list in the same order: by DNS it is sorted.
 */
final class Seeds {

    private Seeds() {}

    /** Reads {@code cordboard.node.cluster}; fails with what is wrong with it. */
    static List<Address> of(Config node, Address self) {
        String list = node.getString("cluster.seeds");
        String dns = node.getString("cluster.dns");
        if (!list.isBlank() && !dns.isBlank()) {
            throw new IllegalArgumentException("Expected cluster seeds or a DNS name, but got both");
        }
        if (!list.isBlank()) {
            return Arrays.stream(list.split(","))
                    .map(String::strip)
                    .map(each -> address(each, self))
                    .toList();
        }
        return dns.isBlank() ? List.of(self) : resolved(dns, node.getInt("cluster.port"), self);
    }

    private static Address address(String hostAndPort, Address self) {
        int colon = hostAndPort.lastIndexOf(':');
        try {
            if (colon > 0) {
                return at(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)), self);
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new IllegalArgumentException("Expected a seed as host:port, but got '" + hostAndPort + "'");
    }

    private static List<Address> resolved(String name, int port, Address self) {
        try {
            InetAddress[] all = InetAddress.getAllByName(name);
            boolean four = Arrays.stream(all).anyMatch(Inet4Address.class::isInstance);
            return Arrays.stream(all)
                    // A node listens at one address: by both families each would count twice.
                    .filter(each -> !four || each instanceof Inet4Address)
                    .map(InetAddress::getHostAddress)
                    .sorted(Comparator.naturalOrder())
                    .map(host -> at(host, port, self))
                    .toList();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Expected a DNS name with addresses, but '" + name + "' has none", e);
        }
    }

    private static Address at(String host, int port, Address self) {
        return new Address(self.protocol(), self.system(), host, port);
    }
}
