package io.cordboard.channels.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTextTest {

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("markup is text", "<script>alert(1)</script>", "<script>alert(1)</script>"),
                Arguments.of("an entity is text", "&lt;b&gt;", "&lt;b&gt;"),
                Arguments.of("override", "a\u202Egpj.exe\u202C", "agpj.exe"),
                Arguments.of("embedding", "\u202Aa\u202Bb\u202C", "ab"),
                Arguments.of("isolates", "\u2066a\u2067b\u2068c\u2069", "abc"),
                Arguments.of("marks of direction", "a\u200E\u200F\u061Cb", "ab"),
                Arguments.of("zero-width space and byte order mark", "pay\u200Bpal\uFEFF", "paypal"),
                Arguments.of("word joiner", "a\u2060b", "ab"),
                Arguments.of(
                        "joiners where they join",
                        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"),
                Arguments.of("joined emoji", "\uD83D\uDC69\u200D\uD83D\uDCBB", "\uD83D\uDC69\u200D\uD83D\uDCBB"),
                Arguments.of("joiners that join nothing", "\u200Da\u200D\u200D b\u200C", "a b"),
                Arguments.of("two joiners are one", "a\u200D\u200Db", "a\u200Db"),
                Arguments.of("lone high surrogate", "a\uD83Db", "a\uFFFDb"),
                Arguments.of("lone low surrogate", "a\uDC69", "a\uFFFD"),
                Arguments.of("whole pair", "\uD83D\uDE00", "\uD83D\uDE00"),
                Arguments.of("control characters", "a\u0000\u0007\u001B[31mb\u007F\u009F", "a[31mb"),
                Arguments.of("line ends", "a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
                Arguments.of("tab", "a\tb", "a\tb"),
                Arguments.of("tag characters", "a\uDB40\uDC68\uDB40\uDC69b", "ab"),
                Arguments.of("supplementary selectors", "a\uDB40\uDD00b", "ab"),
                Arguments.of("noncharacter", "a\uFFFFb\uFDD0", "ab"),
                Arguments.of("soft hyphen and fillers", "a\u00AD\u3164\u115Fb", "ab"),
                Arguments.of("interlinear annotation", "a\uFFF9b\uFFFB", "ab"),
                Arguments.of("composed", "e\u0301", "\u00E9"),
                Arguments.of("brought together", "e\u200B\u0301", "\u00E9"),
                Arguments.of("towering marks", "a" + "\u0336".repeat(50), "a" + "\u0336".repeat(8)),
                Arguments.of("only what nobody sees", "\u200B\u202E \u00AD", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileTextLosesWhatDeceives(String what, String raw, String clean) {
        assertThat(PlainText.lines(raw)).as(what).isEqualTo(clean);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void lineHasNoLineEnds(String what, String raw, String clean) {
        assertThat(PlainText.line(raw)).as(what).doesNotContain("\n", "\t");
    }

    @Property(tries = 500)
    void cleaningWhatIsCleanChangesNothing(@ForAll("texts") String raw) {
        String clean = PlainText.lines(raw);

        assertThat(PlainText.lines(clean)).isEqualTo(clean);
        assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC)).isTrue();
        assertThat(clean.chars().filter(c -> c < ' ' && c != '\n' && c != '\t')).isEmpty();
        assertThat(clean.codePoints().filter(c -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069))
                .isEmpty();
        assertThat(clean.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> any = Arbitraries.chars().all();
        Arbitrary<Character> nasty = Arbitraries.of(
                'a', 'e', ' ', '\n', '\r', '\u0301', '\u0336', '\u0344', '\u0958', '\u200B', '\u200C', '\u200D',
                '\u202E', '\u2066', '\uD83D', '\uDC69', '\uDB40', '\uDC68', '\uFEFF', '\u1100', '\u1161', '\u11A8');
        return Arbitraries.oneOf(any, nasty).list().ofMaxSize(40).map(characters -> {
            var text = new StringBuilder();
            characters.forEach(text::append);
            return text.toString();
        });
    }
}
