package io.cordboard.routing.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SipCredentialsTest {

    /** RFC 2617 §3.5: the example's user, realm and password. */
    @Test
    void digestsAreThoseThatAPhoneMakes() {
        var kept = SipCredentials.of("Mufasa", "testrealm.host.com", "Circle Of Life");

        // printf 'Mufasa:testrealm.host.com:Circle Of Life' | md5sum (sha256sum)
        assertThat(kept.md5()).isEqualTo("1b9252507f9577ba8a726be59b4548e5");
        assertThat(kept.sha256()).isEqualTo("15ba0f5df676b21f16d3543f90548123537f94179fb0b546992bd22cdd14aab6");
    }

    @Test
    void nothingThatProvesAnythingIsInALog() {
        var kept = SipCredentials.of("alice", "demo.sip.localhost", "secret");

        assertThat(kept.toString()).doesNotContain(kept.md5()).doesNotContain(kept.sha256());
    }

    @Test
    void userThatWouldShiftTheRealmIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SipCredentials.of("a:b", "r", "s"));
        assertThatIllegalArgumentException().isThrownBy(() -> SipCredentials.of("a", "r\"", "s"));
    }
}
