package io.cordboard.telephony.line;

import static io.cordboard.telephony.line.Arrival.Reason.AMBIGUOUS;
import static io.cordboard.telephony.line.Arrival.Reason.UNKNOWN_NUMBER;
import static io.cordboard.telephony.line.Arrival.Reason.UNKNOWN_SOURCE;
import static io.cordboard.telephony.line.TestLines.number;
import static io.cordboard.telephony.line.TestLines.trunk;
import static io.cordboard.telephony.line.TestLines.trunkOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.tenant.TenantId;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a call is. */
class LineIndexTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId BIRD = new TenantId("bird");
    private static final String CARRIER = "192.0.2.0/28";
    private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.4");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("198.51.100.4");

    @Test
    void callIsOfTheTrunkThatHasItsSource() {
        Trunk carrier = trunk(ACME, "carrier", CARRIER);
        NumberEntry main = number(ACME, "main", "+4930123");
        LineIndex index = index(ACME, List.of(carrier, trunk(ACME, "other", "203.0.113.0/24")), main);

        assertThat(index.arrival(THERE, Optional.empty(), "+4930123"))
                .isEqualTo(new Arrival.Admitted(carrier, main, "+4930123"));
        assertThat(index.arrival(ELSEWHERE, Optional.empty(), "+4930123"))
                .isEqualTo(new Arrival.Refused(UNKNOWN_SOURCE));
        assertThat(index.arrival(THERE, Optional.empty(), "+4930124")).isEqualTo(new Arrival.Refused(UNKNOWN_NUMBER));
        assertThat(index.knows(THERE)).isTrue();
        assertThat(index.knows(ELSEWHERE)).isFalse();
    }

    @Test
    void numberIsAsTheTrunkWritesIt() {
        Trunk carrier =
                trunk(ACME, "carrier", Optional.empty(), List.of(new NumberRule.Prefix("0049", "+49")), CARRIER);
        NumberEntry main = number(ACME, "main", "+4930123");

        assertThat(index(ACME, List.of(carrier), main).arrival(THERE, Optional.empty(), "004930123"))
                .isEqualTo(new Arrival.Admitted(carrier, main, "+4930123"));
    }

    @Test
    void ofTenantsWithOneSourceTheOneThatHasTheNumberIsCalled() {
        Trunk ours = trunk(ACME, "carrier", CARRIER);
        Trunk theirs = trunk(BIRD, "carrier", "192.0.2.4");
        NumberEntry main = number(ACME, "main", "+4930123");
        LineIndex index = index(ACME, List.of(ours), main)
                .with(new TenantLines(BIRD, List.of(theirs), List.of(number(BIRD, "main", "+4930124"))));

        assertThat(index.arrival(THERE, Optional.empty(), "+4930123"))
                .isEqualTo(new Arrival.Admitted(ours, main, "+4930123"));
        assertThat(index.arrival(THERE, Optional.empty(), "+4930125")).isEqualTo(new Arrival.Refused(UNKNOWN_NUMBER));
    }

    @Test
    void numberThatSeveralHaveIsOfNobodyUnlessTheirDomainIsCalled() {
        Trunk ours = trunk(ACME, "carrier", CARRIER);
        NumberEntry main = number(ACME, "main", "+4930123");
        LineIndex index = index(ACME, List.of(ours), main)
                .with(new TenantLines(
                        BIRD, List.of(trunk(BIRD, "carrier", CARRIER)), List.of(number(BIRD, "all", "+49*"))));

        assertThat(index.arrival(THERE, Optional.empty(), "+4930123")).isEqualTo(new Arrival.Refused(AMBIGUOUS));
        assertThat(index.arrival(THERE, Optional.of(ACME), "+4930123"))
                .isEqualTo(new Arrival.Admitted(ours, main, "+4930123"));
    }

    @Test
    void sourceOfOneTenantCallsNoOther() {
        LineIndex index = index(ACME, List.of(trunk(ACME, "carrier", CARRIER)))
                .with(new TenantLines(BIRD, List.of(), List.of(number(BIRD, "main", "+4930123"))));

        assertThat(index.arrival(THERE, Optional.of(BIRD), "+4930123")).isEqualTo(new Arrival.Refused(UNKNOWN_SOURCE));
        assertThat(index.arrival(THERE, Optional.empty(), "+4930123")).isEqualTo(new Arrival.Refused(UNKNOWN_NUMBER));
    }

    @Test
    void trunkWithAUserIsChallengedAndFoundByIt() {
        Trunk there = trunkOf(ACME, "carrier", "carrier", CARRIER);
        Trunk anywhere = trunkOf(ACME, "roaming", "roaming");
        LineIndex index = index(ACME, List.of(there, anywhere), number(ACME, "main", "+4930123"));
        TenantLines acme = index.of(ACME).orElseThrow();

        assertThat(index.arrival(THERE, Optional.empty(), "+4930123")).isEqualTo(new Arrival.Challenged(ACME));
        assertThat(index.arrival(ELSEWHERE, Optional.of(ACME), "+4930123")).isEqualTo(new Arrival.Challenged(ACME));
        assertThat(index.arrival(ELSEWHERE, Optional.empty(), "+4930123"))
                .isEqualTo(new Arrival.Refused(UNKNOWN_SOURCE));
        assertThat(acme.trunk("carrier", THERE)).contains(there);
        assertThat(acme.trunk("carrier", ELSEWHERE)).isEmpty();
        assertThat(acme.trunk("roaming", ELSEWHERE)).contains(anywhere);
        assertThat(acme.trunk("main", THERE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "+4930123, whole",
        "+49301234, thirty",
        "+4930, thirty",
        "+493, germany",
        "+48, all",
        "'', all",
        "100, hundred"
    })
    void longestNumberThatFitsIsTaken(String dialled, String name) {
        var lines = new TenantLines(
                ACME,
                List.of(),
                List.of(
                        number(ACME, "all", "*"),
                        number(ACME, "germany", "+49*"),
                        number(ACME, "thirty", "+4930*"),
                        number(ACME, "whole", "+4930123"),
                        number(ACME, "hundred", "100")));

        assertThat(lines.number(dialled).map(NumberEntry::name)).contains(name);
    }

    @Test
    void whatIsChangedOrGoneIsFoundNoMore() {
        LineIndex index = index(ACME, List.of(trunk(ACME, "carrier", CARRIER)), number(ACME, "main", "100"));

        LineIndex moved = index.with(new TenantLines(
                ACME, List.of(trunk(ACME, "carrier", "198.51.100.4")), List.of(number(ACME, "main", "100"))));
        LineIndex gone = moved.with(new TenantLines(ACME, List.of(), List.of()));

        assertThat(moved.knows(THERE)).isFalse();
        assertThat(moved.knows(ELSEWHERE)).isTrue();
        assertThat(gone.knows(ELSEWHERE)).isFalse();
        assertThat(gone.tenants()).isEmpty();
        assertThat(index.knows(THERE)).isTrue();
    }

    /** However tenants come and change, the answer is the one that a look at every trunk gives. */
    @Test
    void indexAnswersAsALookAtEveryTrunkWould() {
        long seed = 20_261_127;
        var random = new SplittableRandom(seed);
        LineIndex index = LineIndex.EMPTY;
        for (int step = 0; step < 500; step++) {
            var tenant = new TenantId("t" + random.nextInt(8));
            List<Trunk> trunks = random.ints(random.nextInt(3), 0, 100)
                    .distinct()
                    .mapToObj(n -> trunk(tenant, "n" + n % 3, "10.0." + n % 4 + ".0/" + (n % 2 == 0 ? 24 : 30)))
                    .toList();
            index = index.with(new TenantLines(tenant, trunks, List.of(number(tenant, "all", "*"))));
            InetAddress source = InetAddress.ofLiteral("10.0." + random.nextInt(4) + '.' + random.nextInt(8));
            List<Trunk> reached = index.trunks().stream()
                    .filter(trunk -> trunk.reaches(source))
                    .toList();

            Arrival arrival = index.arrival(source, Optional.empty(), "1");

            assertThat(index.knows(source)).as("seed %d step %d", seed, step).isEqualTo(!reached.isEmpty());
            assertThat(arrival)
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(
                            switch (reached.size()) {
                                case 0 -> new Arrival.Refused(UNKNOWN_SOURCE);
                                case 1 ->
                                    new Arrival.Admitted(
                                            reached.getFirst(),
                                            number(reached.getFirst().tenant(), "all", "*"),
                                            "1");
                                default -> new Arrival.Refused(AMBIGUOUS);
                            });
        }
    }

    @Test
    void domainBelowTheBaseIsATenants() {
        Lines lines = new LinesInMemory();

        assertThat(lines.domain(ACME)).isEqualTo("acme.sip.localhost");
        assertThat(lines.tenantOf("acme.SIP.localhost")).contains(ACME);
        assertThat(lines.tenantOf("sip.localhost")).isEmpty();
        assertThat(lines.tenantOf(".sip.localhost")).isEmpty();
        assertThat(lines.tenantOf("192.0.2.4")).isEmpty();
        assertThat(lines.tenantOf("evil/../x.sip.localhost")).isEmpty();
    }

    private static LineIndex index(TenantId tenant, List<Trunk> trunks, NumberEntry... numbers) {
        return LineIndex.EMPTY.with(new TenantLines(tenant, trunks, List.of(numbers)));
    }
}
