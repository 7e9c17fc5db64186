package io.cordboard.telephony.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.line.CallerId;
import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.line.LinesInMemory;
import io.cordboard.telephony.line.TestLines;
import io.cordboard.telephony.line.Trunk;
import io.cordboard.telephony.sip.Outgoing;
import io.cordboard.telephony.sip.SipLeg;
import io.cordboard.telephony.sip.SipSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is tried for a call outside, and how many there may be. */
class OutsideTest {

    private static final TenantId ACME = new TenantId("acme");

    private final LinesInMemory lines = new LinesInMemory();
    private final List<Placed> placed = new ArrayList<>();
    private final List<SipSignal> heard = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private final Set<TrunkPeer> down = new HashSet<>();
    private long now = 1;

    private final Outside outside = new Outside(
            lines,
            "node-1",
            Duration.ofSeconds(1),
            (call, ears) -> {
                var leg = new Placed(call, ears);
                placed.add(leg);
                return leg;
            },
            peer -> !down.contains(peer),
            new Channels(),
            new Rates(() -> now),
            new CallObserver() {
                @Override
                public void dialled(TenantId tenant, String trunk, String outcome) {
                    outcomes.add(trunk + ' ' + outcome);
                }
            },
            _ -> 0);

    /** A leg of which a test says what it hears. */
    private static final class Placed implements SipLeg {
        private final Outgoing call;
        private final Consumer<SipSignal> ears;
        private boolean hungUp;

        Placed(Outgoing call, Consumer<SipSignal> ears) {
            this.call = call;
            this.ears = ears;
        }

        @Override
        public void follow(Consumer<SipSignal> listener) {}

        @Override
        public void ring(Optional<String> sdp) {}

        @Override
        public void answer(String sdp) {}

        @Override
        public void refuse(int status, Optional<Duration> retryAfter) {}

        @Override
        public void accept(String sdp) {}

        @Override
        public void refer(int status) {}

        @Override
        public void decline(int status) {}

        @Override
        public void hangUp() {
            hungUp = true;
        }
    }

    private static TrunkPeer peer(String host, int priority) {
        return new TrunkPeer(host, 5060, Transport.UDP, priority, 0);
    }

    private static Trunk trunk(String name, int channels, int perMinute, TrunkPeer... peers) {
        return new Trunk(
                ACME, name, TestLines.outward(channels, perMinute, CallerId.WITHHELD, peers), Optional.empty());
    }

    private void has(Trunk... trunks) {
        lines.has(ACME, List.of(trunks), List.of());
    }

    private SipLeg call(String number) {
        return outside.call(new Outside.Order(ACME, number, Optional.empty(), "Shop", "c", "v=0"), heard::add);
    }

    private List<String> hosts() {
        return placed.stream().map(each -> each.call.flow().host()).toList();
    }

    @BeforeEach
    void oneTrunkOfTwoPeersAndAnother() {
        has(trunk("a", 1, 100, peer("second", 2), peer("first", 1)), trunk("b", 1, 100, peer("third", 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 401, 407, 408, 500, 503, 504})
    void nextPeerIsCalledThenTheNextTrunk(int status) {
        call("+49301");
        assertThat(hosts()).containsExactly("first");

        placed.get(0).ears.accept(new SipSignal.Refused(status, "no-response"));
        assertThat(hosts()).containsExactly("first", "second");
        placed.get(1).ears.accept(new SipSignal.Refused(status, "no-response"));
        assertThat(hosts()).containsExactly("first", "second", "third");
        assertThat(heard).isEmpty();

        placed.get(2).ears.accept(new SipSignal.Refused(status, "no-response"));
        assertThat(heard).containsExactly(new SipSignal.Refused(status, "no-response"));
        assertThat(placed).extracting(each -> each.call.callId()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 480, 486, 600, 603})
    void whatIsSaidOfWhomWeCallEndsIt(int status) {
        call("+49301");

        placed.get(0).ears.accept(new SipSignal.Refused(status, "Busy"));

        assertThat(heard).containsExactly(new SipSignal.Refused(status, "Busy"));
        assertThat(placed).hasSize(1);
        assertThat(outcomes).containsExactly("a sip-" + status);
    }

    @Test
    void whoHasRungIsNotCalledElsewhere() {
        call("+49301");
        placed.get(0).ears.accept(new SipSignal.Ringing(180, Optional.empty()));

        placed.get(0).ears.accept(new SipSignal.Refused(503, "gone"));

        assertThat(placed).hasSize(1);
        assertThat(heard).last().isEqualTo(new SipSignal.Refused(503, "gone"));
    }

    @Test
    void peerOutOfServiceIsPassedOver() {
        down.add(peer("first", 1));
        call("+49301");
        assertThat(hosts()).containsExactly("second");

        down.add(peer("second", 2));
        down.add(peer("third", 1));
        call("+49301");

        assertThat(placed).hasSize(1);
        assertThat(heard).containsExactly(new SipSignal.Refused(0, "out-of-service"));
    }

    @Test
    void fullTrunkIsPassedOverUntilACallEnds() {
        SipLeg first = call("+49301");
        SipLeg second = call("+49302");
        assertThat(hosts()).containsExactly("first", "third");

        call("+49303");
        assertThat(heard).containsExactly(new SipSignal.Refused(0, "channels"));

        first.hangUp();
        assertThat(placed.get(0).hungUp).isTrue();
        call("+49303");
        placed.get(1).ears.accept(new SipSignal.HungUp());
        call("+49304");
        assertThat(hosts()).containsExactly("first", "third", "first", "third");
        second.hangUp();
    }

    @Test
    void noMoreAreBegunWithinAMinuteThanTheTrunkMay() {
        has(trunk("a", 100, 2, peer("first", 1)));
        call("+49301");
        call("+49301");

        call("+49301");
        assertThat(heard).containsExactly(new SipSignal.Refused(0, "rate"));
        call("112");
        assertThat(placed).hasSize(3);

        now += TimeUnit.MINUTES.toNanos(1);
        call("+49301");
        assertThat(placed).hasSize(4);
    }

    @Test
    void forbiddenNumberIsCalledNowhere() {
        call("+49900123");

        assertThat(placed).isEmpty();
        assertThat(heard).containsExactly(new SipSignal.Refused(0, "blocked"));
        assertThat(outcomes).containsExactly(" blocked");
    }

    @Test
    void whatAPeerSaysThatWasGivenUpIsNotHeard() {
        call("+49301");
        placed.get(0).ears.accept(new SipSignal.Refused(503, ""));

        placed.get(0).ears.accept(new SipSignal.Answered("v=0"));
        assertThat(heard).isEmpty();

        placed.get(1).ears.accept(new SipSignal.Answered("v=1"));
        assertThat(heard).containsExactly(new SipSignal.Answered("v=1"));
        assertThat(outcomes).containsExactly("a failed-over", "a answered");
    }
}
