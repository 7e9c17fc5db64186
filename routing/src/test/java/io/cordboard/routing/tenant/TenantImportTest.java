package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantImportTest {

    @Test
    void importOfThousandsOfAgentsIsAFewEvents() {
        var agents = new java.util.TreeMap<String, Settings>();
        for (int i = 0; i < 5_000; i++) {
            agents.put("agent-" + i, agent("agent-" + i).settings());
        }
        var document =
                new TenantDocument(Optional.empty(), Optional.empty(), Map.of(Kind.AGENT, agents), Optional.empty());

        assertThat(accepted(founded().decide(imported(document), NOW))).hasSizeLessThan(100);
    }

    @Test
    void importSaysOnlyWhatDiffers() {
        Founded shop = furnished();
        var document = document(after(shop, define(skill("latin")), remove(Kind.REASON, "lunch")));

        assertThat(accepted(shop.decide(imported(document), NOW)))
                .containsExactly(
                        new TenantEvent.Configured(List.of(skill("latin")), List.of(), BY, NOW),
                        new TenantEvent.Configured(List.of(), List.of(new Ref(Kind.REASON, "lunch")), BY, NOW));
    }

    @Test
    void importKeepsWhatItDoesNotSpeakOf() {
        Founded shop = furnished();
        var teams = new java.util.TreeMap<String, Settings>(Map.of(
                "first", team("first").settings(), "second", team("second").settings()));

        Founded imported = after(
                shop,
                imported(new TenantDocument(
                        Optional.empty(), Optional.empty(), Map.of(Kind.TEAM, teams), Optional.empty())));

        assertThat(imported.catalogue().names(Kind.TEAM)).hasSize(2);
        assertThat(imported.catalogue().names(Kind.AGENT)).hasSize(1);
    }

    @Test
    void importOfAnOlderExportPublishesTheOldPolicyAnew() {
        Founded older = furnished();
        Founded newer = after(older, publish("standard", Policy.DEFAULT));

        Founded restored = after(newer, imported(document(older)));

        assertThat(version(restored, 3)).isEqualTo(GERMAN);
    }

    @Test
    void importRefusesAVersionThatSaysSomethingElse() {
        Founded shop = after(furnished(), publish("standard", Policy.DEFAULT));
        Founded other =
                after(define(skill("german")), publish("standard", Policy.DEFAULT), publish("standard", GERMAN));
        var policies = document(other).policies();

        var decision =
                shop.decide(imported(new TenantDocument(Optional.empty(), Optional.empty(), Map.of(), policies)), NOW);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("/policies/standard/versions/1: Expected version 1 as it was published"));
    }

    @Test
    void subjectsMayBeExchangedInOneImport() {
        Founded shop = after(
                define(agent("a", Optional.empty(), Set.of(), Map.of(), Optional.of("one"))),
                define(agent("b", Optional.empty(), Set.of(), Map.of(), Optional.of("two"))));
        var exchanged = new java.util.TreeMap<String, Settings>(Map.of(
                "a",
                        agent("a", Optional.empty(), Set.of(), Map.of(), Optional.of("two"))
                                .settings(),
                "b",
                        agent("b", Optional.empty(), Set.of(), Map.of(), Optional.of("one"))
                                .settings()));

        Founded imported = after(
                shop,
                imported(new TenantDocument(
                        Optional.empty(), Optional.empty(), Map.of(Kind.AGENT, exchanged), Optional.empty())));

        assertThat(imported.catalogue().subjects()).isEqualTo(Map.of("one", "b", "two", "a"));
    }

    private static Policy version(Founded shop, int version) {
        var text = (TenantView.PolicyText)
                view(shop, new TenantCommand.LookPolicy(SHOP, "standard", Optional.of(version)));
        return text.version().document();
    }

    private static List<TenantEvent> accepted(Decision<TenantEvent> decision) {
        return ((Decision.Accepted<TenantEvent>) decision).events();
    }
}
