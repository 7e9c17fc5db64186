package io.cordboard.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.cordboard.telephony.line.LinesInMemory;
import io.cordboard.telephony.line.LocationsInMemory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static SipSettings settings(int port, String digests) {
        return SipSettings.of(ConfigFactory.parseString(
                        "cordboard.telephony.sip { port = " + port + ", registration.digests = [" + digests + "] }")
                .withFallback(ConfigFactory.defaultReference()));
    }

    @Test
    void nodeForOldPhonesOffersMd5Alone() {
        int port = Ports.free();
        var locations = new LocationsInMemory(Clock.systemUTC());
        try (var _ = SipNode.start(
                        settings(port, "MD5"),
                        (_, leg) -> leg.hangUp(),
                        new LinesInMemory(),
                        locations,
                        SipObserver.NONE);
                var wire = Wire.udp(port)) {
            String request =
                    wire.request("REGISTER", "sip:shop.sip.localhost", "sip:ada@shop.sip.localhost", "ada", 1, "");
            wire.write(request.getBytes(StandardCharsets.UTF_8));

            assertThat(wire.read("CSeq: 1 REGISTER", 5_000))
                    .hasValueSatisfying(answer -> assertThat(answer)
                            .startsWith("SIP/2.0 401")
                            .contains("algorithm=MD5")
                            .doesNotContain("SHA-256"));
        }
    }

    @Test
    void algorithmThatNobodyKnowsIsRefusedByName() {
        assertThatThrownBy(() -> settings(5060, "SHA-512"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registration.digests")
                .hasMessageContaining("SHA-512");
        assertThatThrownBy(() -> settings(5060, "")).hasMessageContaining("registration.digests");
    }
}
