package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.embedded.Latch.Guess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class LatchTest {

    private static final InetSocketAddress OFFERED = at("192.0.2.1", 4_000);
    private static final InetSocketAddress NATTED = at("192.0.2.1", 5_000);
    private static final InetSocketAddress ELSEWHERE = at("198.51.100.7", 4_000);

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private static Latch expecting(Guess guess) {
        var latch = new Latch(guess, 3);
        latch.expect(OFFERED);
        return latch;
    }

    /** A telephone that says so much, in order. */
    private static boolean talks(Latch latch, InetSocketAddress from, int packets) {
        boolean accepted = false;
        for (int i = 0; i < packets; i++) {
            accepted = latch.accepts(from) || latch.convinces(from, 65_534 + i & 0xFFFF);
        }
        return accepted;
    }

    @Test
    void nobodyIsExpectedBeforeAnAgreement() {
        var latch = new Latch(Guess.ANY, 3);
        assertThat(talks(latch, OFFERED, 5)).isFalse();
        assertThat(latch.target()).isNull();
    }

    @Test
    void offeredAddressOnceHeardKeepsAllOthersOut() {
        Latch latch = expecting(Guess.ANY);
        assertThat(latch.target()).isEqualTo(OFFERED);
        assertThat(latch.accepts(OFFERED)).isTrue();

        assertThat(talks(latch, ELSEWHERE, 5)).isFalse();
        assertThat(talks(latch, NATTED, 5)).isFalse();
        assertThat(latch.target()).isEqualTo(OFFERED);
    }

    @Test
    void fewPacketsOrThoseThatDoNotFollowConvinceNobody() {
        Latch latch = expecting(Guess.ANY);
        assertThat(talks(latch, ELSEWHERE, 2)).isFalse();
        assertThat(talks(latch, NATTED, 2)).isFalse();
        for (int i = 0; i < 10; i++) {
            assertThat(latch.convinces(ELSEWHERE, 2 * i)).isFalse();
        }
        assertThat(latch.target()).isEqualTo(OFFERED);
        assertThat(talks(latch, NATTED, 3)).isTrue();
    }

    @Test
    void firstSourceIsTakenForThePartyAndKeptAgainstThirds() {
        Latch latch = expecting(Guess.ANY);
        assertThat(talks(latch, NATTED, 3)).isTrue();
        assertThat(latch.target()).isEqualTo(NATTED);

        assertThat(talks(latch, ELSEWHERE, 5)).isFalse();
        assertThat(latch.target()).isEqualTo(NATTED);
    }

    @Test
    void offeredAddressTakesTheCallFromWhoWasFirst() {
        Latch latch = expecting(Guess.ANY);
        talks(latch, ELSEWHERE, 3);

        assertThat(latch.accepts(OFFERED)).isTrue();
        assertThat(talks(latch, ELSEWHERE, 5)).isFalse();
        assertThat(latch.target()).isEqualTo(OFFERED);
    }

    @Test
    void guessIsAsWideAsItMayBe() {
        assertThat(talks(expecting(Guess.HOST), ELSEWHERE, 3)).isFalse();
        assertThat(talks(expecting(Guess.HOST), NATTED, 3)).isTrue();
        assertThat(talks(expecting(Guess.NONE), NATTED, 3)).isFalse();
        assertThat(expecting(Guess.NONE).accepts(OFFERED)).isTrue();
    }

    @Test
    void onlyAnotherAddressInAnAgreementOpensItAgain() {
        Latch latch = expecting(Guess.ANY);
        talks(latch, NATTED, 3);
        latch.expect(OFFERED);
        assertThat(talks(latch, ELSEWHERE, 5)).isFalse();

        latch.expect(ELSEWHERE);
        assertThat(latch.accepts(ELSEWHERE)).isTrue();
        assertThat(talks(latch, NATTED, 5)).isFalse();
    }
}
