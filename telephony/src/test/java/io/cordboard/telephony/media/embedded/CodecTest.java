package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.ItuG711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodecTest {

    /** ITU-T G.711 tables 1a to 2b: the ends of segments and the codes as they are sent. */
    @ParameterizedTest
    @CsvSource({
        "PCMU, 0xFF, 0", "PCMU, 0x7F, 0", "PCMU, 0x80, 32124", "PCMU, 0x00, -32124", "PCMU, 0xF0, 120",
                "PCMU, 0xEF, 132",
        "PCMU, 0xA0, 7932", "PCMU, 0x8F, 16764", "PCMA, 0xD5, 8", "PCMA, 0x55, -8", "PCMA, 0xAA, 32256",
                "PCMA, 0x2A, -32256",
        "PCMA, 0xC5, 264", "PCMA, 0xF5, 528", "PCMA, 0xE5, 1056"
    })
    void codeHasItsValue(Codec codec, String code, short value) {
        assertThat(codec.decode((byte) (int) Integer.decode(code))).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasTheValueOfTheTables(Codec codec) {
        for (int code = 0; code < 256; code++) {
            assertThat((int) codec.decode((byte) code))
                    .as("%s %d", codec, code)
                    .isEqualTo(ItuG711.value(codec.staticType, code));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySampleGetsTheCodeOfItsInterval(Codec codec) {
        for (int sample = -32_000; sample <= 32_000; sample++) {
            byte code = codec.encode((short) sample);
            int segment = (codec == Codec.PCMU ? ~code : code ^ 0x55) >> 4 & 0x07;
            int half = codec == Codec.PCMU ? 4 << segment : 8 << Math.max(0, segment - 1);
            // Coders see 14 bits, or 13: the ends of an interval are a few wide.
            assertThat(Math.abs(codec.decode(code) - sample))
                    .as("%s %d", codec, sample)
                    .isLessThanOrEqualTo(half + (codec == Codec.PCMU ? 3 : 7));
        }
    }

    @Test
    void codeIsSentAgainAsItCame() {
        for (Codec codec : Codec.values()) {
            for (int code = 0; code < 256; code++) {
                short value = codec.decode((byte) code);
                // Mu-law has two zeros.
                assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
            }
        }
    }
}
