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
        var latch = new Latch(guess);
        latch.expect(OFFERED);
        return latch;
    }

    @Test
    void nobodyIsExpectedBeforeAnAgreement() {
        var latch = new Latch(Guess.ANY);
        assertThat(latch.accepts(OFFERED)).isFalse();
        assertThat(latch.target()).isNull();
    }

    @Test
    void offeredAddressOnceHeardKeepsAllOthersOut() {
        Latch latch = expecting(Guess.ANY);
        assertThat(latch.target()).isEqualTo(OFFERED);
        assertThat(latch.accepts(OFFERED)).isTrue();

        assertThat(latch.accepts(ELSEWHERE)).isFalse();
        assertThat(latch.accepts(NATTED)).isFalse();
        assertThat(latch.target()).isEqualTo(OFFERED);
    }

    @Test
    void firstSourceIsTakenForThePartyAndKeptAgainstThirds() {
        Latch latch = expecting(Guess.ANY);
        assertThat(latch.accepts(NATTED)).isTrue();
        assertThat(latch.target()).isEqualTo(NATTED);

        assertThat(latch.accepts(ELSEWHERE)).isFalse();
        assertThat(latch.target()).isEqualTo(NATTED);
    }

    @Test
    void offeredAddressTakesTheCallFromWhoWasFirst() {
        Latch latch = expecting(Guess.ANY);
        latch.accepts(ELSEWHERE);

        assertThat(latch.accepts(OFFERED)).isTrue();
        assertThat(latch.accepts(ELSEWHERE)).isFalse();
        assertThat(latch.target()).isEqualTo(OFFERED);
    }

    @Test
    void guessIsAsWideAsItMayBe() {
        assertThat(expecting(Guess.HOST).accepts(ELSEWHERE)).isFalse();
        assertThat(expecting(Guess.HOST).accepts(NATTED)).isTrue();
        assertThat(expecting(Guess.NONE).accepts(NATTED)).isFalse();
        assertThat(expecting(Guess.NONE).accepts(OFFERED)).isTrue();
    }

    @Test
    void onlyAnotherAddressInAnAgreementOpensItAgain() {
        Latch latch = expecting(Guess.ANY);
        latch.accepts(NATTED);
        latch.expect(OFFERED);
        assertThat(latch.accepts(ELSEWHERE)).isFalse();

        latch.expect(ELSEWHERE);
        assertThat(latch.accepts(ELSEWHERE)).isTrue();
        assertThat(latch.accepts(NATTED)).isFalse();
    }
}
