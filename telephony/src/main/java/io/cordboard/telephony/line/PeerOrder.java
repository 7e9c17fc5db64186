package io.cordboard.telephony.line;

import io.cordboard.routing.line.TrunkPeer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** In which order a trunk's peers are tried for a call. */
public final class PeerOrder {

    private PeerOrder() {}

    /**
     * RFC 2782: the lowest priority first; among equals by lot, each with the chance that its weight is of all that are left.
     *
     * @param draw a random number of 0 to its argument, inclusive
     */
    public static List<TrunkPeer> of(Collection<TrunkPeer> peers, IntUnaryOperator draw) {
        TreeMap<Integer, List<TrunkPeer>> byPriority = new TreeMap<>();
        peers.forEach(peer -> byPriority
                .computeIfAbsent(peer.priority(), _ -> new ArrayList<>())
                .add(peer));
        List<TrunkPeer> ordered = new ArrayList<>();
        for (List<TrunkPeer> left : byPriority.values()) {
            // Those with weight 0 come first, so that only a draw of 0 finds one of them.
            left.sort((one, other) -> Integer.compare(Integer.signum(one.weight()), Integer.signum(other.weight())));
            while (!left.isEmpty()) {
                int drawn = draw.applyAsInt(
                        left.stream().mapToInt(TrunkPeer::weight).sum());
                int at = 0;
                int sum = left.getFirst().weight();
                while (sum < drawn) {
                    at++;
                    sum += left.get(at).weight();
                }
                ordered.add(left.remove(at));
            }
        }
        return ordered;
    }
}
