package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.policy.Destination;
import io.cordboard.routing.policy.Fields;
import io.cordboard.routing.policy.Overflow;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.PolicyProblem;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.Strategy;
import io.cordboard.routing.queue.QueueCommand;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A policy that a queue tries: it must be there, it is kept, and the queue is told of it and of each new version. */
class TrialSettingsTest {

    private static final TrialChoice LATEST = new TrialChoice("new", Optional.empty(), 0);
    private static final TrialChoice SECOND = new TrialChoice("new", Optional.of(2), 0);
    private static final Policy LARGE =
            Policy.DEFAULT.with(draft -> draft.overflow = new Overflow(IntStream.range(1, 31)
                    .<Overflow.Rule>mapToObj(minutes -> new Overflow.WaitOver(
                            Duration.ofMinutes(minutes), new Destination.Close("€".repeat(2_000))))
                    .toList()));
    private static final JsonMapper JSON = new JsonMapper();
    private static final Policy ROUGH = Policy.DEFAULT.with(draft -> draft.simultaneousOffers = 2);

    @Test
    void queueIsToldOfThePolicyThatItTries() {
        Founded shop = settled(after(furnished(), publish("new", ROUGH)));

        Founded trying = after(shop, define(trying("support", "standard", LATEST)));

        assertThat(trying.debts()).containsExactly(told(trying, 1, new Trial("new", ROUGH, 1)));
    }

    @Test
    void queueIsToldOfTheShareOfItsTraffic() {
        Founded shop = settled(after(furnished(), publish("new", ROUGH)));

        Founded sharing = after(shop, define(trying("support", "standard", share(25))));

        assertThat(sharing.debts()).containsExactly(told(sharing, 1, new Trial("new", ROUGH, 1, 25)));
        Founded imported = after(imported(document(sharing)));
        assertThat(imported.catalogue()
                        .queue("support")
                        .orElseThrow()
                        .settings()
                        .trial())
                .contains(share(25));
    }

    @Test
    void shareIsOfAHundred() throws JsonProcessingException {
        String document =
                "{\"displayName\": \"Support\", \"policy\": \"p\", \"trial\": {\"policy\": \"q\", \"share\": %s}}";

        for (String wrong : List.of("-1", "101", "12.5", "\"half\"")) {
            List<PolicyProblem> problems = new ArrayList<>();
            SettingsCodec.read(Kind.QUEUE, new Fields(JSON.readTree(document.formatted(wrong)), "", problems));
            assertThat(problems).extracting(PolicyProblem::path).containsExactly("/trial/share");
        }
        assertThat(SettingsCodec.stored(Kind.QUEUE, JSON.readTree(document.formatted("100"))))
                .isInstanceOfSatisfying(
                        QueueSettings.class,
                        settings -> assertThat(settings.trial()).contains(new TrialChoice("q", Optional.empty(), 100)));
    }

    /** One line has one order. */
    @Test
    void batchCannotShareALineThatServesTheLastFirst() {
        Policy last = Policy.DEFAULT.with(
                draft -> draft.priority = new Priority(0, Priority.Order.LIFO, Optional.empty(), Optional.empty()));
        Policy batch = Policy.DEFAULT.with(draft -> draft.strategy = Strategy.BatchOptimum.DEFAULT);
        String wrong = "Expected the order fifo in 'support', as policy 'new' with a share of its traffic has the"
                + " strategy batch-optimum, but got lifo";
        Founded shop = after(furnished(), publish("last", last), publish("new", batch));

        assertThat(refusal(shop, define(trying("support", "last", share(1))))).isEqualTo(wrong);
        Founded beside = after(shop, define(trying("support", "last", LATEST)));
        assertThat(refusal(
                        after(beside, publish("last", ROUGH), define(trying("support", "last", share(1)))),
                        publish("last", last)))
                .isEqualTo(wrong);
        assertThat(refusal(
                        after(),
                        imported(document(shop.apply(new TenantEvent.Configured(
                                List.of(trying("support", "last", share(1))), List.of(), BY, NOW))))))
                .startsWith("/queues/support/trial: " + wrong);
    }

    private static TrialChoice share(int percent) {
        return new TrialChoice("new", Optional.empty(), percent);
    }

    @Test
    void newVersionOfATriedPolicyIsToldUnlessOneIsPinned() {
        Founded shop = settled(after(
                furnished(),
                publish("new", GERMAN),
                publish("new", ROUGH),
                define(trying("support", "standard", LATEST)),
                define(trying("pinned", "standard", SECOND))));

        Founded published = after(shop, publish("new", Policy.DEFAULT));

        assertThat(published.debts()).containsExactly(told(published, 1, new Trial("new", Policy.DEFAULT, 3)));
    }

    @Test
    void newVersionOfTheRulingPolicyIsToldWithTheTriedOne() {
        Founded shop =
                settled(after(furnished(), publish("new", ROUGH), define(trying("support", "standard", LATEST))));

        Founded published = after(shop, publish("standard", Policy.DEFAULT));

        assertThat(published.debts())
                .containsExactly(new QueueCommand.Configure(
                        new QueueId(SHOP, "support"),
                        "Queue support",
                        "standard",
                        Policy.DEFAULT,
                        2,
                        Optional.of(new Trial("new", ROUGH, 1)),
                        published.seq()));
    }

    @Test
    void policyThatIsNotThereCannotBeTried() {
        assertThat(furnished().decide(define(trying("support", "standard", LATEST)), NOW))
                .isEqualTo(new Decision.Refused<>(
                        Refusal.INVALID, "Expected policy 'new' to be there for queue 'support', but it is not"));
    }

    @Test
    void versionThatIsNotThereCannotBeTried() {
        Founded shop = after(furnished(), publish("new", ROUGH));

        assertThat(shop.decide(define(trying("support", "standard", SECOND)), NOW))
                .isEqualTo(new Decision.Refused<>(
                        Refusal.INVALID,
                        "Expected version 2 of policy 'new' to be there for queue 'support', but it is not"));
    }

    @Test
    void policyThatIsTriedCannotBeRemoved() {
        Founded shop = after(furnished(), publish("new", ROUGH), define(trying("support", "standard", LATEST)));

        assertThat(shop.decide(remove(Kind.POLICY, "new"), NOW)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void versionThatIsTriedIsKept() {
        Founded shop = after(
                furnished(),
                publish("new", GERMAN),
                publish("new", ROUGH),
                define(trying("support", "standard", SECOND)));

        for (int i = 0; i < PolicyLine.KEPT + 5; i++) {
            int offers = 1 + i % 2;
            shop = after(shop, publish("new", Policy.DEFAULT.with(draft -> draft.simultaneousOffers = offers)));
        }

        assertThat(shop.catalogue().line("new").version(1)).isEmpty();
        assertThat(shop.catalogue().line("new").version(2)).isPresent();
    }

    @Test
    void trialIsExportedAndImportedAgain() {
        Founded shop = after(
                furnished(),
                publish("new", GERMAN),
                publish("new", ROUGH),
                define(trying("support", "standard", SECOND)));
        TenantDocument exported = document(shop);

        assertThat(exported.settings().get(Kind.QUEUE))
                .containsEntry("support", trying("support", "standard", SECOND).settings());
        Founded imported = after(imported(exported));
        assertThat(imported.catalogue()
                        .queue("support")
                        .orElseThrow()
                        .settings()
                        .trial())
                .contains(SECOND);
    }

    @Test
    void twoThatAreTooLargeTogetherAreNotTried() {
        Founded shop = after(furnished(), publish("new", LARGE), publish("large", LARGE));
        String wrong =
                "Expected at most 262144 bytes of policy 'new' and the one beside which 'support' tries it, but got ";

        assertThat(refusal(shop, define(trying("support", "large", LATEST)))).startsWith(wrong);
        Founded trying = after(shop, define(trying("support", "standard", LATEST)));
        assertThat(refusal(trying, publish("standard", LARGE))).startsWith(wrong);
        Founded other = after(furnished(), publish("new", ROUGH), define(trying("support", "standard", LATEST)));
        Founded large = after(other, publish("standard", LARGE));
        assertThat(refusal(large, publish("new", LARGE))).startsWith(wrong);
    }

    @Test
    void importOfTwoThatAreTooLargeTogetherIsRefusedWhereTheTrialIs() {
        Founded shop = tooLarge();

        assertThat(refusal(after(), imported(document(shop))))
                .startsWith("/queues/support/trial: Expected at most 262144 bytes of policy 'new'");
    }

    /** As an earlier version accepted them. */
    @Test
    void queueIsToldOfWhatRulesItAloneIfBothAreTooLarge() {
        assertThat(tooLarge().debts())
                .filteredOn(QueueCommand.Configure.class::isInstance)
                .extracting(each -> (QueueCommand.Configure) each)
                .filteredOn(each -> each.queue().name().equals("support"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.policy()).isEqualTo(LARGE);
                    assertThat(each.trial()).isEmpty();
                });
    }

    private static Founded tooLarge() {
        Founded shop = after(furnished(), publish("new", LARGE), publish("large", LARGE));
        return shop.apply(new TenantEvent.Configured(List.of(trying("support", "large", LATEST)), List.of(), BY, NOW));
    }

    private static String refusal(Founded shop, TenantCommand command) {
        return ((Decision.Refused<TenantEvent>) shop.decide(command, NOW)).message();
    }

    private static QueueCommand told(Founded shop, int version, Trial trial) {
        return new QueueCommand.Configure(
                new QueueId(SHOP, "support"),
                "Queue support",
                "standard",
                GERMAN,
                version,
                Optional.of(trial),
                shop.seq());
    }

    private static Founded settled(Founded shop) {
        return applied(shop, shop.settled(NOW));
    }
}
