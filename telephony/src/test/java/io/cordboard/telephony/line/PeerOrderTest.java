package io.cordboard.telephony.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 2782, "Priority" and "Weight". */
class PeerOrderTest {

    @Test
    void lowerPriorityIsTriedFirstWhateverTheWeights() {
        List<TrunkPeer> order =
                PeerOrder.of(List.of(peer("c", 20, 9), peer("a", 1, 0), peer("b", 10, 100)), most -> most);

        assertThat(order).extracting(TrunkPeer::host).containsExactly("a", "b", "c");
    }

    @Test
    void equalsAreFirstAsOftenAsTheirWeightIsOfAll() {
        var random = new SplittableRandom(7);
        List<TrunkPeer> peers = List.of(peer("a", 1, 10), peer("b", 1, 30), peer("c", 1, 60));

        long first = IntStream.range(0, 10_000)
                .filter(_ -> PeerOrder.of(peers, most -> random.nextInt(most + 1))
                        .getFirst()
                        .host()
                        .equals("c"))
                .count();

        assertThat(first).isBetween(5_700L, 6_300L);
    }

    @Test
    void peerWithoutWeightIsFirstOnlyOnADrawOfNothing() {
        List<TrunkPeer> peers = List.of(peer("heavy", 1, 5), peer("none", 1, 0));

        assertThat(PeerOrder.of(peers, _ -> 0).getFirst().host()).isEqualTo("none");
        assertThat(PeerOrder.of(peers, most -> Math.min(1, most)).getFirst().host())
                .isEqualTo("heavy");
        assertThat(PeerOrder.of(peers, most -> most)).hasSize(2);
    }

    private static TrunkPeer peer(String host, int priority, int weight) {
        return new TrunkPeer(host, 5060, Transport.UDP, priority, weight);
    }
}
