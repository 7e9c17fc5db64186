package io.cordboard.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.sip.Sources.Verdict;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourcesTest {

    private final AtomicLong now = new AtomicLong();
    private final Sources sources = new Sources(new SipSettings.Rate(2, 1), 100, now::get);

    @Test
    void sourceThatSendsTooMuchIsToldOnceASecondAndTakenAgainInTime() {
        assertThat(sources.of("a")).isEqualTo(Verdict.TAKE);
        assertThat(sources.of("a")).isEqualTo(Verdict.TAKE);
        assertThat(sources.of("a")).isEqualTo(Verdict.TELL);
        assertThat(sources.of("a")).isEqualTo(Verdict.DROP);
        assertThat(sources.of("b")).isEqualTo(Verdict.TAKE);

        now.addAndGet(1_000_000_000L);

        assertThat(sources.of("a")).isEqualTo(Verdict.TAKE);
        assertThat(sources.of("a")).isEqualTo(Verdict.TELL);
    }
}
