package io.cordboard.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakLookTest {

    private static final SoakLook BEFORE = new SoakLook(0, 0, 0, 0, 0, 0, 100, 60, 90_000_000, 500_000_000);

    @Test
    void nodeThatIsAsItWasHasNoLeaks() {
        assertThat(BEFORE.leaksSince(BEFORE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,0,0,0,0,0,100,60,90000000",
        "0,1,0,0,0,0,100,60,90000000",
        "0,0,1,0,0,0,100,60,90000000",
        "0,0,0,1,0,0,100,60,90000000",
        "0,0,0,0,1,0,100,60,90000000",
        "0,0,0,0,0,1,100,60,90000000",
        "0,0,0,0,0,0,101,60,90000000",
        "0,0,0,0,0,0,100,90,90000000",
        "0,0,0,0,0,0,100,60,130000000",
        "-1,0,0,0,0,0,100,60,90000000"
    })
    void whatIsLeftOfCallsIsALeak(
            long calls,
            long dialogs,
            long transactions,
            long rooms,
            long parties,
            long notReady,
            long files,
            long threads,
            long heap) {
        var after = new SoakLook(calls, dialogs, transactions, rooms, parties, notReady, files, threads, heap, 0);

        assertThat(after.leaksSince(BEFORE)).hasSize(1);
    }

    @Test
    void countThatWasNotToldIsNotNone() throws Exception {
        var told = SoakLook.of(JsonMapper.builder().build().readTree("{\"calls\": 0}"));

        assertThat(told.isQuiet()).isFalse();
    }
}
