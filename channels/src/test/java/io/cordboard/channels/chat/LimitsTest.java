package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.interaction.InteractionId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void burstIsAllowedAndThenTheRate() {
        var allowances = new Allowances<String>(new RateLimit(3, 60), 10, nanos::get);

        for (int i = 0; i < 3; i++) {
            assertThat(allowances.take("a")).isEmpty();
        }
        assertThat(allowances.take("a")).contains(Duration.ofSeconds(1));
        assertThat(allowances.take("b")).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(allowances.take("a")).isEmpty();
        assertThat(allowances.take("a")).isPresent();
    }

    @Test
    void onlySoManyAreRememberedTheLatestOnes() {
        var allowances = new Allowances<Integer>(new RateLimit(1, 1), 100, nanos::get);

        for (int key = 0; key < 1_000; key++) {
            assertThat(allowances.take(key)).isEmpty();
        }

        assertThat(allowances.size()).isEqualTo(100);
        assertThat(allowances.take(999)).isPresent();
        assertThat(allowances.take(0)).isEmpty();
    }

    @Test
    void openChatsAreCountedBySourceAndBoundedInAll() {
        var open = new OpenChats(2, 3);
        var source = new SourceAddress("192.0.2.1");

        assertThat(open.open(source, chat(1))).isTrue();
        assertThat(open.open(source, chat(2))).isTrue();
        assertThat(open.open(source, chat(2))).isTrue();
        assertThat(open.open(source, chat(3))).isFalse();
        open.over(chat(1));
        assertThat(open.open(source, chat(3))).isTrue();
        assertThat(open.open(new SourceAddress("192.0.2.2"), chat(4))).isTrue();
        assertThat(open.open(new SourceAddress("192.0.2.3"), chat(5))).isTrue();
        assertThat(open.of(source)).containsExactly(chat(3));
    }

    @Test
    void forwardedAddressCountsOnlyWhereOurProxyWroteIt() throws UnknownHostException {
        InetAddress peer = InetAddress.getByName("10.0.0.9");
        List<String> forwarded = List.of("6.6.6.6, 192.0.2.7", "10.0.0.8");

        assertThat(SourceAddress.of(peer, forwarded, 0).value()).isEqualTo("10.0.0.9");
        assertThat(SourceAddress.of(peer, forwarded, 1).value()).isEqualTo("10.0.0.8");
        assertThat(SourceAddress.of(peer, forwarded, 2).value()).isEqualTo("192.0.2.7");
        assertThat(SourceAddress.of(peer, List.of(), 1).value()).isEqualTo("10.0.0.9");
        assertThat(SourceAddress.of(peer, List.of("localhost"), 1).value()).isEqualTo("10.0.0.9");
        assertThat(SourceAddress.of(peer, List.of("999.1.1.1"), 1).value()).isEqualTo("10.0.0.9");
    }

    @Test
    void addressesOfOneNetworkOfIPv6AreOneSource() throws UnknownHostException {
        assertThat(SourceAddress.of(InetAddress.getByName("2001:db8:1:2::1")))
                .isEqualTo(SourceAddress.of(InetAddress.getByName("2001:db8:1:2:ffff::9")))
                .isNotEqualTo(SourceAddress.of(InetAddress.getByName("2001:db8:1:3::1")));
    }

    private static InteractionId chat(int number) {
        return InteractionId.of("acme/c-" + number);
    }
}
