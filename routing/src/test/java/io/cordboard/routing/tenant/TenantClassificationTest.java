package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.classification.Outcome;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.InteractionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A tenant's classification: published version by version, and asked. */
class TenantClassificationTest {

    private static final Classification.Rule GERMAN_FIRST = new Classification.Rule(
            Expression.of("interaction.language == \"de\""),
            new Outcome(List.of(new Outcome.Part("support", 100)), Optional.of(3), Map.of(new Skill("german"), 5)));

    @Test
    void latestVersionAnswers() {
        Founded shop =
                after(furnished(), classify(Outcome.to("support")), classify(Outcome.to("support"), GERMAN_FIRST));

        assertThat(ruling(shop, "de"))
                .isEqualTo(new Ruling(2, Optional.of(0), "support", Optional.of(3), Map.of(new Skill("german"), 5)));
        assertThat(ruling(shop, "en"))
                .isEqualTo(new Ruling(2, Optional.empty(), "support", Optional.empty(), Map.of()));
    }

    @Test
    void tenantWithoutOneSaysSo() {
        assertRefused(furnished(), question("de"), Refusal.INVALID, "a queue, or a classification that says which");
    }

    @Test
    void sameDocumentAgainIsNoNewVersion() {
        Founded shop = after(furnished(), classify(Outcome.to("support")));

        assertThat(shop.decide(classify(Outcome.to("support")), NOW)).isEqualTo(Decision.unchanged());
    }

    @Test
    void queuesAndSkillsMustBeThere() {
        Founded shop = after(furnished(), remove(Kind.AGENT, "alice"));

        assertRefused(shop, classify(Outcome.to("nowhere")), Refusal.INVALID, "queue 'nowhere'");
        var rare =
                new Outcome(List.of(new Outcome.Part("support", 100)), Optional.empty(), Map.of(new Skill("rare"), 1));
        assertRefused(shop, classify(rare), Refusal.INVALID, "skill 'rare'");
    }

    @Test
    void whatTheLatestVersionNamesIsNotRemoved() {
        Founded shop =
                after(furnished(), define(queue("other", "standard", Optional.empty())), classify(Outcome.to("other")));

        assertRefused(shop, remove(Kind.QUEUE, "other"), Refusal.INVALID, "but the classification does");
        assertThat(after(shop, classify(Outcome.to("support")), remove(Kind.QUEUE, "other"))
                        .catalogue()
                        .queue("other"))
                .isEmpty();
    }

    @Test
    void whoHasNotSeenTheLatestDoesNotPublish() {
        Founded shop = after(furnished(), classify(Outcome.to("support")));
        var late = new TenantCommand.PublishClassification(
                SHOP, new Classification(List.of(GERMAN_FIRST), Outcome.to("support")), Optional.of(0L), BY);

        assertRefused(shop, late, Refusal.STALE, "revision 0 of the classification");
    }

    @Test
    void latestVersionsAreKept() {
        Founded shop = after(
                furnished(),
                IntStream.rangeClosed(1, 25)
                        .mapToObj(priority -> classify(new Outcome(
                                List.of(new Outcome.Part("support", 100)), Optional.of(priority), Map.of())))
                        .toArray(TenantCommand[]::new));

        assertThat(text(shop, Optional.empty()).version().version()).isEqualTo(25);
        assertThat(text(shop, Optional.of(6)).version().document().otherwise().priority())
                .contains(6);
        assertRefused(shop, new TenantCommand.LookClassification(SHOP, Optional.of(5)), Refusal.NOT_FOUND, "version 5");
        assertThat(TenantSnapshot.of(shop).state()).isEqualTo(shop);
    }

    @Test
    void importedDocumentPublishesTheNextVersionIfItSaysSomethingElse() {
        Founded shop = after(furnished(), classify(Outcome.to("support"), GERMAN_FIRST));
        TenantDocument document =
                TenantYaml.read(TenantYaml.write(document(shop))).orThrow();
        Founded other = after(furnished(), classify(Outcome.to("support")));

        assertThat(shop.decide(imported(document), NOW)).isEqualTo(Decision.unchanged());
        assertThat(ruling(after(other, imported(document)), "de").version()).isEqualTo(2);
        assertThat(ruling(after(founded(), imported(document)), "de").rule()).contains(0);
    }

    @Test
    void importedDocumentIsRefusedWithThePlaceOfWhatIsWrong() {
        var lost = new TenantDocument(
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.of(new Classification(List.of(), Outcome.to("nowhere"))));

        assertRefused(furnished(), imported(lost), Refusal.INVALID, "/classification: Expected queue 'nowhere'");
    }

    private static Ruling ruling(Founded shop, String language) {
        return ((TenantView.Classed) view(shop, question(language))).ruling();
    }

    private static TenantView.ClassificationText text(Founded shop, Optional<Integer> version) {
        return (TenantView.ClassificationText) view(shop, new TenantCommand.LookClassification(SHOP, version));
    }

    private static TenantCommand question(String language) {
        return new TenantCommand.Classify(
                SHOP, new InteractionId(SHOP, "i1"), 0, Medium.CHAT, Attributes.of(Map.of("language", language)));
    }

    private static void assertRefused(Founded shop, TenantCommand command, Refusal refusal, String message) {
        assertThat(shop.decide(command, NOW)).isInstanceOfSatisfying(Decision.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.message()).contains(message);
        });
    }
}
