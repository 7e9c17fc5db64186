package io.cordboard.ops.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call +49 171 2345678 now | call [phone] now",
                "+1 (555) 123-4567 | [phone]",
                "from 0171/2345678, please | from [phone], please",
                "tel:5551234567 | tel:[phone]",
                "٠٥٠١٢٣٤٥٦٧ | [phone]",
                "mail jane.doe+x@shop.example.com today | mail [e-mail] today",
                "<a@b.de>, c_d@e.org. | <[e-mail]>, [e-mail].",
                "paid with 4111 1111 1111 1111 | paid with [card]",
                "paid with 4111-1111-1111-1111! | paid with [card]!",
                "x378282246310005x | x[card]x",
                "Authorization: Bearer abc.def-ghi | Authorization: Bearer [secret]",
                "GET /api/v1/ws?ticket=AbC123&x=1 | GET /api/v1/ws?ticket=[secret]&x=1",
                "{\"password\":\"hunter2\",\"user\":\"jo\"} | {\"password\":\"[secret]\",\"user\":\"jo\"}",
                "api_key = s3cr3t; | api_key = [secret];",
                "key cbk_acme~k1~0123456789abcdef | key [secret]",
                "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.sig-nature_ | [secret]",
            })
    void personalDataAndSecretsAreMasked(String text, String masked) {
        assertThat(Masking.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Node [pekko://cordboard@] is up",
                "Joining [pekko://cordboard@127.0.0.1:36979, pekko://cordboard@node2.example:25520]",
                "The API listens on 127.0.0.1:8080",
                "took 12345678 ns, ordering 48213",
                "at 2026-11-21T12:00:00Z and 2026-11-21 12:00",
                "\tat io.cordboard.routing.entity.EntityCore.record(EntityCore.java:301)",
                "interaction demo/chat-1a2b3c is with alice",
                "192.168.100.200 -> 10.0.0.1",
                "",
            })
    void whatIsNeededToRunItStays(String text) {
        assertThat(Masking.mask(text)).isEqualTo(text);
    }

    @Test
    void severalInOneLineAreAllMasked() {
        assertThat(Masking.mask("a@b.de +4917123456789 a@b.de 4111111111111111"))
                .isEqualTo("[e-mail] [phone] [e-mail] [card]");
    }

    @Test
    void noTextTakesLong() {
        String[] evil = {
            "@".repeat(60_000),
            "a@".repeat(30_000),
            "a".repeat(60_000) + "@",
            "1-".repeat(30_000),
            "+".repeat(60_000),
            "1 (".repeat(20_000),
            "4111111111111111".repeat(4_000),
            "token=".repeat(10_000),
            "bearer ".repeat(9_000),
            "token" + " ".repeat(60_000),
            "eyJ".repeat(20_000),
            "eyJaaaaaa" + ".".repeat(60_000),
            "\"".repeat(60_000),
            "cbk_".repeat(15_000),
        };
        for (String text : evil) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Masking.mask(text), text.substring(0, 10));
        }
    }

    @Test
    void longTextIsCut() {
        assertThat(Masking.mask("x".repeat(1_000_000)))
                .hasSize(Masking.MAX_CHARS + 6)
                .endsWith("[cut]");
    }
}
