package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaSettingsTest {

    @Test
    void announcedAddressIsTheOneListenedAtUnlessSaidOtherwise() {
        assertThat(Settings.with("").announce()).isEqualTo(Settings.with("").listen());
        assertThat(Settings.with("announce = \"203.0.113.5\"").announce().getHostAddress())
                .isEqualTo("203.0.113.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listen = \"0.0.0.0\"",
                "listen = localhost",
                "ports.first = 80",
                "ports { first = 30000, last = 20000 }",
                "ports.last = 70000",
                "codecs = []",
                "codecs = [G729]",
                "codecs = [PCMA, PCMA]",
                "latch = everybody",
                "threads = 0",
                "max-rooms = 0",
                "timeout = 1ms",
                "jitter.first = 1s",
                "jitter.most = 10ms",
                "packets-per-second = 1",
                "max-packet-bytes = 100",
                "prompts.longest = 2h",
                "prompts.cache = 1KiB",
                "recording.stall = 0s",
                "recording.longest = 100h"
            })
    void settingsThatCannotWorkAreRefused(String settings) {
        assertThatIllegalArgumentException().isThrownBy(() -> Settings.with(settings));
    }
}
