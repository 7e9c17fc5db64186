package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.flow.Flow;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.policy.PolicyProblem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flows among a tenant's things: their versions, and what keeps what. */
class FlowSettingsTest {

    @Test
    void flowIsPublishedVersionByVersion() {
        Founded shop = after(furnished(), define(flow("ivr", "Hello.")));
        int first = shop(shop, Optional.empty()).version().version();
        Founded later = after(shop, define(skill("latin")), define(flow("ivr", "Hello again.")));
        TenantView.FlowText latest = shop(later, Optional.empty());

        assertThat(latest.version().version()).isGreaterThan(first).isEqualTo(latest.latest());
        assertThat(latest.version().by()).isEqualTo(BY);
        assertThat(new FlowSettings(shop(later, Optional.of(first)).version().document()))
                .isEqualTo(flow("ivr", "Hello.").settings());
        var versions = (TenantView.FlowVersions)
                view(later, new TenantCommand.BrowseFlowVersions(SHOP, "ivr", Optional.empty(), 1));
        assertThat(versions.versions())
                .extracting(TenantView.VersionNote::version)
                .containsExactly(latest.latest());
        assertThat(versions.next()).contains(latest.latest());
    }

    @Test
    void sameFlowAgainIsNoNewVersion() {
        Founded shop = after(furnished(), define(flow("ivr", "Hello.")));

        assertThat(shop.decide(define(flow("ivr", "Hello.")), NOW)).isEqualTo(Decision.unchanged());
    }

    @Test
    void lastTwentyVersionsAreKept() {
        Founded shop = furnished();
        for (int i = 0; i < 25; i++) {
            shop = after(shop, define(flow("ivr", "Hello " + i)));
        }
        var versions = (TenantView.FlowVersions)
                view(shop, new TenantCommand.BrowseFlowVersions(SHOP, "ivr", Optional.empty(), 500));

        assertThat(versions.versions()).hasSize(FlowLine.KEPT);
    }

    @Test
    void stateKeptForRecoveryHasAllVersions() {
        Founded shop = after(furnished(), define(flow("ivr", "Hello.")), define(flow("ivr", "Hello again.")));

        assertThat(TenantSnapshot.of(shop).state()).isEqualTo(shop);
    }

    @Test
    void flowKeepsWhatItNamesAndIsKeptByWhatNamesIt() {
        Founded shop = after(
                furnished(),
                define(flow("ivr", "Hello.")),
                define(Named.of(
                        "hotline",
                        new NumberSettings(
                                new NumberPattern("100"),
                                "Hotline",
                                Optional.empty(),
                                Optional.of("ivr"),
                                Attributes.NONE))));

        assertThat(message(shop.decide(remove(Kind.QUEUE, "support"), NOW))).contains("flow 'ivr'");
        assertThat(message(shop.decide(remove(Kind.FLOW, "ivr"), NOW)))
                .isEqualTo("Expected nothing to name flow 'ivr', but number 'hotline' does");
        Founded without = after(shop, remove(Kind.NUMBER, "hotline"), remove(Kind.FLOW, "ivr"));
        assertThat(without.catalogue().flows()).isEmpty();
        assertThat(without.catalogue().has(new Ref(Kind.FLOW, "ivr"))).isFalse();
    }

    @Test
    void flowThatNamesWhatIsNotThereIsRefused() {
        assertThat(message(founded().decide(define(flow("ivr", "Hello.")), NOW)))
                .isEqualTo("Expected queue 'support' to be there for flow 'ivr', but it is not");
    }

    @Test
    void numberHasAQueueOrAFlowAndOneStoredBeforeFlowsIsRead() throws JsonProcessingException {
        String both = "{\"number\": \"100\", \"displayName\": \"N\", \"queue\": \"q\", \"flow\": \"f\"}";
        List<PolicyProblem> problems = new java.util.ArrayList<>();
        SettingsCodec.read(
                Kind.NUMBER, new io.cordboard.routing.policy.Fields(new ObjectMapper().readTree(both), "", problems));

        assertThat(problems)
                .extracting(PolicyProblem::message)
                .containsExactly("Expected a queue or a flow, which says where its calls go, but got both");
        assertThat(SettingsCodec.stored(
                        Kind.NUMBER, new ObjectMapper().readTree(both.replace(", \"flow\": \"f\"", ""))))
                .isEqualTo(new NumberSettings(new NumberPattern("100"), "N", Optional.of("q"), Attributes.NONE));
    }

    @Test
    void documentOfATenantHasItsFlows() {
        Founded shop = after(furnished(), define(flow("ivr", "Hello.")));
        TenantDocument document = document(shop);

        assertThat(TenantDocumentCodec.read(TenantDocumentCodec.write(document)))
                .isEqualTo(new TenantDocumentCodec.Reading.Accepted(document));
        assertThat(shop.decide(imported(document), NOW)).isEqualTo(Decision.unchanged());
        assertThat(after(furnished(), imported(document)).catalogue().find(new Ref(Kind.FLOW, "ivr")))
                .map(Catalogue.Entry::settings)
                .contains(flow("ivr", "Hello.").settings());
    }

    private static TenantView.FlowText shop(Founded shop, Optional<Integer> version) {
        return (TenantView.FlowText) view(shop, new TenantCommand.LookFlow(SHOP, "ivr", version));
    }

    private static Named flow(String name, String text) {
        var document = new ObjectMapper().createObjectNode().put("start", "hello");
        document.putObject("help").put("queue", "support");
        var steps = document.putObject("steps");
        steps.putObject("hello")
                .put("type", "say")
                .put("then", "wait")
                .putArray("say")
                .add(text);
        steps.putObject("wait").put("type", "queue").put("queue", "support");
        return Named.of(name, new FlowSettings(Flow.of(document)));
    }

    private static String message(Decision<TenantEvent> decision) {
        return ((Decision.Refused<TenantEvent>) decision).message();
    }
}
