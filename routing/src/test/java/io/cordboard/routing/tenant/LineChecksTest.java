package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.classification.Outcome;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A call that comes over a tenant's lines is of one trunk and for one number: what would leave it open is refused. */
class LineChecksTest {

    @Test
    void trunksWhoseSourcesOverlapAreRefused() {
        Founded shop = after(furnished(), define(trunk("a", "", "192.0.2.0/28")));

        assertRefused(
                shop,
                define(trunk("b", "", "198.51.100.1", "192.0.2.4")),
                "Expected sources of its own for trunk 'b', but a call from 192.0.2.4 could be of trunk 'a' too:"
                        + " take it out of one, or give each a user");
        assertRefused(shop, define(trunk("b", "bb", "192.0.2.4")), "Expected sources of its own for trunk 'b'");
    }

    @Test
    void trunksWithUsersMayShareTheirSources() {
        Founded shop =
                after(furnished(), define(trunk("a", "aa", "192.0.2.0/28")), define(trunk("b", "bb", "192.0.2.0/28")));

        assertThat(shop.catalogue().count(Kind.TRUNK)).isEqualTo(2);
        assertRefused(
                shop,
                define(trunk("b", "aa", "192.0.2.0/28")),
                "Expected a digest user of its own for trunk 'b', but trunk 'a' has it");
    }

    @Test
    void trunkThatIsChangedMayKeepItsSourcesAndItsUser() {
        Founded shop = after(furnished(), define(trunk("a", "aa", "192.0.2.0/28")));

        after(shop, define(trunk("a", "aa", "192.0.2.0/24")));
        after(shop, define(trunk("a", "", "192.0.2.0/28")));
    }

    @Test
    void digestUserIsNoAgentAndNoAgentIsADigestUser() {
        assertRefused(
                furnished(),
                define(trunk("a", "alice")),
                "Expected a digest user of its own for trunk 'a', but agent 'alice' registers with it");
        assertRefused(
                after(furnished(), define(trunk("a", "bob"))),
                define(agent("bob")),
                "Expected a name for agent 'bob' that is not the digest user of a trunk, but it is that of trunk 'a'");
    }

    @Test
    void numberIsOfOneThingOnly() {
        Founded shop = after(furnished(), define(number("main", "+4930123", "support")));

        assertRefused(
                shop,
                define(number("other", "+4930123", "support")),
                "Expected a number of its own for number 'other', but number 'main' is +4930123 too");
        after(shop, define(number("other", "+4930123*", "support")), define(number("main", "+49301234", "support")));
    }

    @Test
    void queueThatANumberNamesIsThereAndStays() {
        assertRefused(furnished(), define(number("main", "100", "nowhere")), "Expected queue 'nowhere' to be there");
        assertRefused(
                after(furnished(), define(number("main", "100", "support"))),
                remove(Kind.QUEUE, "support"),
                "Expected nothing to name queue 'support', but agent 'alice', number 'main' do");
    }

    @Test
    void numberWithoutAQueueNeedsAClassification() {
        assertRefused(
                furnished(),
                define(number("main", "100", "")),
                "Expected a queue, a flow, or a classification that says where, but there is none");
        after(furnished(), classify(Outcome.to("support")), define(number("main", "100", "")));
    }

    @Test
    void importIsToldOfEveryPairThatCollides() {
        TreeMap<String, Settings> trunks = new TreeMap<>(Map.of(
                "a", trunk("a", "", "192.0.2.0/28").settings(),
                "b", trunk("b", "", "192.0.2.0/30").settings(),
                "c", trunk("c", "alice").settings()));
        TreeMap<String, Settings> numbers = new TreeMap<>(Map.of(
                "m", number("m", "100", "support").settings(),
                "n", number("n", "100", "").settings()));

        assertThat(furnished()
                        .decide(
                                imported(new TenantDocument(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Map.of(Kind.TRUNK, trunks, Kind.NUMBER, numbers),
                                        Optional.empty())),
                                NOW))
                .isEqualTo(Decision.refuse(Refusal.INVALID, """
                        /trunks/b/authentication/sources: Expected sources of its own for trunk 'b', but a call from 192.0.2.0/30 \
                        could be of trunk 'a' too: take it out of one, or give each a user
                        /trunks/c/authentication/user: Expected a digest user of its own for trunk 'c', but agent 'alice' registers with it
                        /numbers/n/queue: Expected a queue, a flow, or a classification that says where, but there is none
                        /numbers/n/number: Expected a number of its own for number 'n', but number 'm' is 100 too"""));
    }

    private static void assertRefused(Founded shop, TenantCommand command, String message) {
        assertThat(shop.decide(command, NOW)).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.INVALID);
            assertThat(refused.message()).startsWith(message);
        });
    }
}
