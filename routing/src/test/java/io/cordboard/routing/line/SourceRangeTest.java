package io.cordboard.routing.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.16/28, 192.0.2.31, true",
        "192.0.2.16/28, 192.0.2.32, false",
        "192.0.2.16/28, 192.0.2.15, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::1, 2001:db8:0::1, true",
        "192.0.2.0/24, ::ffff:192.0.2.9, true",
        "2001:db8::/32, 32.1.13.184, false",
        "32.0.0.0/8, 2001:db8::1, false"
    })
    void rangeHoldsTheAddressesThatBeginAsItDoes(String range, String address, boolean held) {
        assertThat(SourceRange.of(range).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.16/28, true",
        "192.0.2.16/28, 192.0.2.0/24, true",
        "192.0.2.0/28, 192.0.2.16/28, false",
        "192.0.2.7, 192.0.2.7, true",
        "32.0.0.0/8, 2001:db8::/32, false"
    })
    void rangesOverlapWhereOneHoldsTheOther(String one, String other, boolean overlap) {
        assertThat(SourceRange.of(one).overlaps(SourceRange.of(other))).isEqualTo(overlap);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "carrier.example",
                "192.0.2",
                "192.0.2.1/",
                "192.0.2.1/33",
                "256.0.0.1",
                "192.0.2.1/-1",
                "0x7f.0.0.1",
                "::g",
                "fe80::1%eth0",
                "2001:db8::/129",
                "192.0.2.1/28/28"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SourceRange.of(text));
    }

    @Test
    void rangeThatDoesNotBeginAtItsFirstAddressIsToldWhichThatIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceRange.of("192.0.2.17/28"))
                .withMessage("Expected the first address of a range, as 192.0.2.16/28, but got 192.0.2.17/28");
    }

    @Test
    void everybodyIsNoSource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceRange.of("0.0.0.0/0"))
                .withMessageContaining("/8 to /32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceRange.of("::/0"))
                .withMessageContaining("/16 to /128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "192.0.2.16/28", "2001:db8:0:0:0:0:0:0/32"})
    void rangeIsWrittenAsItIsRead(String text) {
        assertThat(SourceRange.of(text)).hasToString(text);
    }
}
