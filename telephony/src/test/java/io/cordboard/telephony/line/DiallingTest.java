package io.cordboard.telephony.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.line.CallerId;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.line.Dialling.Refusal;
import io.cordboard.telephony.line.Dialling.Route;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over which trunks a number may be called, and as whom. */
class DiallingTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TrunkPeer PEER = new TrunkPeer("127.0.0.1", 5060, Transport.UDP, 0, 0);
    private static final Optional<String> WANTED = Optional.of("+4930123456");
    private static final Optional<NumberPattern> FIXED = Optional.of(new NumberPattern("+4930999"));
    private static final Predicate<String> OURS = "+4930123456"::equals;

    private static Trunk trunk(String name, CallerId callerId, TrunkPeer... peers) {
        return new Trunk(ACME, name, TestLines.outward(2, 10, callerId, peers), Optional.empty());
    }

    private static Route only(CallerId callerId, Optional<String> wanted) {
        return Dialling.plan(List.of(trunk("carrier", callerId, PEER)), "+49301", wanted, OURS)
                .routes()
                .getFirst();
    }

    private static Optional<Refusal> refused(String number, CallerId callerId, TrunkPeer... peers) {
        return Dialling.plan(List.of(trunk("carrier", callerId, peers)), number, Optional.of("+4366"), OURS)
                .refusal();
    }

    @ParameterizedTest
    @CsvSource({
        "+43123, NOT_ALLOWED",
        "30123, NOT_ALLOWED",
        "110, NOT_ALLOWED",
        "+49900123, BLOCKED",
        "+49 30, NO_NUMBER",
        "'', NO_NUMBER",
        "+49301234567890123, NO_NUMBER",
        "sip:+4930@evil.example, NO_NUMBER"
    })
    void numberThatNoTrunkIsOpenForIsRefused(String number, Refusal why) {
        assertThat(refused(number, CallerId.WITHHELD, PEER)).contains(why);
    }

    @Test
    void trunkWithoutPeersOnlyBringsCalls() {
        assertThat(refused("+49301", CallerId.WITHHELD)).contains(Refusal.NO_TRUNK);
        assertThat(Dialling.plan(List.of(), "+49301", WANTED, OURS).refusal()).contains(Refusal.NO_TRUNK);
    }

    @Test
    void ownNumberIsShownAndNobodyElses() {
        var own = new CallerId(CallerId.Use.OWN, Optional.empty());

        assertThat(only(own, WANTED).callerId()).contains("004930123456");
        assertThat(refused("+49301", own, PEER)).contains(Refusal.CALLER_ID);
        assertThat(only(new CallerId(CallerId.Use.OWN, FIXED), Optional.of("+4366"))
                        .callerId())
                .contains("004930999");
    }

    @Test
    void fixedNumberIsShownWhateverIsWanted() {
        assertThat(only(new CallerId(CallerId.Use.FIXED, FIXED), WANTED).callerId())
                .contains("004930999");
    }

    @Test
    void withheldNumberIsForTheCarrierAlone() {
        Route route = only(CallerId.WITHHELD, WANTED);

        assertThat(route.withheld()).isTrue();
        assertThat(route.callerId()).contains("004930123456");
        assertThat(only(CallerId.WITHHELD, Optional.empty()).callerId()).isEmpty();
    }

    @Test
    void emergencyNumberIsCalledWhoeverCalls() {
        var plan = Dialling.plan(
                List.of(trunk("carrier", new CallerId(CallerId.Use.OWN, Optional.empty()), PEER)),
                "112",
                Optional.empty(),
                OURS);

        assertThat(plan.routes()).singleElement().satisfies(route -> {
            assertThat(route.emergency()).isTrue();
            assertThat(route.number()).isEqualTo("112");
        });
    }

    @Test
    void everyTrunkThatMayIsARouteInTheOrderOfNames() {
        var plan = Dialling.plan(
                List.of(
                        trunk("a", CallerId.WITHHELD, PEER),
                        trunk("b", CallerId.WITHHELD),
                        trunk("c", CallerId.WITHHELD, PEER)),
                "+49301",
                WANTED,
                OURS);

        assertThat(plan.routes()).extracting(route -> route.trunk().name()).containsExactly("a", "c");
        assertThat(plan.routes()).extracting(Route::number).containsOnly("0049301");
    }
}
