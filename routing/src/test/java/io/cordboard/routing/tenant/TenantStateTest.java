package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TenantStateTest {

    private static final Optional<Integer> LATEST = Optional.empty();

    @Test
    void unfoundedTenantKnowsOnlyToBeCreated() {
        var unfounded = new TenantState.Unfounded(SHOP);

        assertThat(unfounded.decide(new TenantCommand.Show(SHOP), NOW))
                .isEqualTo(Decision.refuse(Refusal.NOT_FOUND, "Expected a tenant, but there is no shop"));
        assertThat(unfounded.decide(new TenantCommand.Create(SHOP, " "), NOW))
                .isInstanceOfSatisfying(
                        Decision.Refused.class, r -> assertThat(r.refusal()).isEqualTo(Refusal.INVALID));
        assertThat(unfounded.decide(new TenantCommand.Create(SHOP, "Shop"), NOW))
                .isEqualTo(Decision.accept(new TenantEvent.Created(SHOP, "Shop", NOW)));
    }

    static List<Arguments> alreadyTrue() {
        return List.of(
                argumentSet("created again, by another name", new TenantCommand.Create(SHOP, "Other")),
                argumentSet("renamed to its name", new TenantCommand.Rename(SHOP, "Shop", Optional.of(99L), BY)),
                argumentSet("defined as it is", define(skill("german"))),
                argumentSet(
                        "defined as it is, on an outdated revision",
                        new TenantCommand.Define(SHOP, skill("german"), Optional.of(99L), BY)),
                argumentSet("the latest policy published again", publish("standard", GERMAN)),
                argumentSet("removed what is not there", remove(Kind.SKILL, "latin")),
                argumentSet("removed a policy that is not there", remove(Kind.POLICY, "none")),
                argumentSet("revoked a key that is not there", new TenantCommand.RevokeKey(SHOP, "k1", BY)),
                argumentSet("imported as it is", imported(document(furnished()))));
    }

    @ParameterizedTest
    @MethodSource
    void alreadyTrue(TenantCommand command) {
        assertThat(furnished().decide(command, NOW)).isEqualTo(Decision.unchanged());
    }

    static List<Arguments> refused() {
        return List.of(
                argumentSet(
                        "agent with an unknown skill",
                        define(agent(
                                "bob", Optional.empty(), Set.of(), Map.of(new Skill("latin"), 1), Optional.empty())),
                        Refusal.INVALID,
                        "Expected skill 'latin' to be there for agent 'bob', but it is not"),
                argumentSet(
                        "agent in an unknown team and queue",
                        define(agent("bob", Optional.of("x"), Set.of("y"), Map.of(), Optional.empty())),
                        Refusal.INVALID,
                        "Expected team 'x', queue 'y' to be there for agent 'bob', but they are not"),
                argumentSet(
                        "agent with another's subject",
                        define(agent("bob", Optional.empty(), Set.of(), Map.of(), Optional.of("alice@idp"))),
                        Refusal.INVALID,
                        "Expected a subject of its own for agent 'bob', but agent 'alice' has it"),
                argumentSet(
                        "queue with an unknown policy",
                        define(queue("sales", "none", LATEST)),
                        Refusal.INVALID,
                        "Expected policy 'none' to be there for queue 'sales', but it is not"),
                argumentSet(
                        "queue pinned to an unknown version",
                        define(queue("sales", "standard", Optional.of(2))),
                        Refusal.INVALID,
                        "Expected version 2 of policy 'standard' to be there for queue 'sales', but it is not"),
                argumentSet(
                        "queue with an unknown disposition",
                        define(queue("sales", "standard", LATEST, "sold")),
                        Refusal.INVALID,
                        "Expected disposition 'sold' to be there for queue 'sales', but it is not"),
                argumentSet(
                        "policy that sends to an unknown queue",
                        publish("standard", overflowingTo("nowhere")),
                        Refusal.INVALID,
                        "Expected queue 'nowhere' to be there for policy 'standard', but it is not"),
                argumentSet(
                        "skill removed that an agent and a policy name",
                        remove(Kind.SKILL, "german"),
                        Refusal.INVALID,
                        "Expected nothing to name skill 'german', but policy 'standard', agent 'alice' do"),
                argumentSet(
                        "team removed that an agent is in",
                        remove(Kind.TEAM, "first"),
                        Refusal.INVALID,
                        "Expected nothing to name team 'first', but agent 'alice' does"),
                argumentSet(
                        "policy removed that a queue follows",
                        remove(Kind.POLICY, "standard"),
                        Refusal.INVALID,
                        "Expected nothing to name policy 'standard', but queue 'support' does"),
                argumentSet(
                        "queue removed that an agent serves",
                        remove(Kind.QUEUE, "support"),
                        Refusal.INVALID,
                        "Expected nothing to name queue 'support', but agent 'alice' does"),
                argumentSet(
                        "disposition removed that a queue offers",
                        remove(Kind.DISPOSITION, "solved"),
                        Refusal.INVALID,
                        "Expected nothing to name disposition 'solved', but queue 'support' does"),
                argumentSet(
                        "changed on an outdated revision",
                        new TenantCommand.Define(SHOP, Named.of("german", new SkillSettings("")), Optional.of(9L), BY),
                        Refusal.STALE,
                        "Expected revision 9 of skill 'german', but it is at 2"),
                argumentSet(
                        "changed as if it were new",
                        new TenantCommand.PublishPolicy(SHOP, "standard", Policy.DEFAULT, Optional.of(0L), BY),
                        Refusal.STALE,
                        "Expected revision 0 of policy 'standard', but it is at 6"),
                argumentSet(
                        "removed on an outdated revision",
                        new TenantCommand.Remove(SHOP, new Ref(Kind.REASON, "lunch"), Optional.of(1L), BY),
                        Refusal.STALE,
                        "Expected revision 1 of reason 'lunch', but it is at 5"),
                argumentSet(
                        "made new on the revision of an old one",
                        new TenantCommand.Define(SHOP, skill("latin"), Optional.of(3L), BY),
                        Refusal.STALE,
                        "Expected revision 3 of skill 'latin', but it is not there"),
                argumentSet(
                        "agent's key without an agent",
                        issue("k1", ApiKey.Role.AGENT, Optional.empty()),
                        Refusal.INVALID,
                        "Expected an agent with role agent and with no other, but got role agent and no agent"),
                argumentSet(
                        "key for an unknown agent",
                        issue("k1", ApiKey.Role.AGENT, Optional.of("bob")),
                        Refusal.INVALID,
                        "Expected agent 'bob' to be there, but it is not"),
                argumentSet(
                        "question for what is not there",
                        new TenantCommand.Look(SHOP, new Ref(Kind.AGENT, "bob")),
                        Refusal.NOT_FOUND,
                        "Expected agent 'bob', but there is none"),
                argumentSet(
                        "import of another tenant's document",
                        imported(new TenantDocument(
                                Optional.of(new TenantId("other")), Optional.empty(), Map.of(), Optional.empty())),
                        Refusal.INVALID,
                        "/tenant: Expected shop, but got other"),
                argumentSet(
                        "import that leaves out what others name",
                        imported(new TenantDocument(
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(Kind.TEAM, new java.util.TreeMap<>()),
                                Optional.empty())),
                        Refusal.INVALID,
                        "/agents/alice: Expected team 'first', but there is none"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(TenantCommand command, Refusal refusal, String message) {
        assertThat(furnished().decide(command, NOW)).isEqualTo(Decision.refuse(refusal, message));
    }

    @Test
    void revisionIsTheNumberOfTheEventThatLastChangedAThing() {
        Founded shop = after(furnished(), define(skill("latin")));

        assertThat(shop.seq()).isEqualTo(9);
        assertThat(shop.catalogue().revision(new Ref(Kind.SKILL, "latin"))).isEqualTo(9);
        assertThat(shop.catalogue().revision(new Ref(Kind.SKILL, "german"))).isEqualTo(2);
        assertThat(shop.catalogue().revision(new Ref(Kind.POLICY, "standard"))).isEqualTo(6);
    }

    @Test
    void publishingAddsAVersionAndChangesNone() {
        Founded shop = after(furnished(), publish("standard", Policy.DEFAULT), publish("standard", GERMAN));

        assertThat(shop.catalogue().line("standard").versions()).hasSize(3);
        assertThat(version(shop, 1)).isEqualTo(GERMAN);
        assertThat(version(shop, 2)).isEqualTo(Policy.DEFAULT);
        assertThat(version(shop, 3)).isEqualTo(GERMAN);
    }

    @Test
    void versionNumbersGoOnWhenAPolicyComesAgain() {
        Founded shop = after(publish("p", GERMANLESS), remove(Kind.POLICY, "p"), publish("p", Policy.DEFAULT));

        assertThat(shop.catalogue().line("p").versions().keySet()).containsExactly(2);
    }

    private static final Policy GERMANLESS = Policy.DEFAULT.with(draft -> draft.simultaneousOffers = 2);

    @Test
    void oldVersionsAreForgottenUnlessPinned() {
        Founded shop = after(after(publish("p", numbered(1))), define(queue("q", "p", Optional.of(1))));
        for (int i = 2; i <= PolicyLine.KEPT + 5; i++) {
            shop = after(shop, publish("p", numbered(i)));
        }

        Set<Integer> kept = shop.catalogue().line("p").versions().keySet();
        assertThat(kept)
                .hasSize(PolicyLine.KEPT + 1)
                .contains(1, 6, PolicyLine.KEPT + 5)
                .doesNotContain(2, 5);
    }

    private static Policy numbered(int number) {
        return Policy.DEFAULT.with(draft -> draft.serviceLevel =
                new io.cordboard.routing.policy.ServiceLevel(java.time.Duration.ofSeconds(number), 0.5));
    }

    @Test
    void skillOfAPinnedVersionCannotBeRemoved() {
        Founded shop = after(
                furnished(),
                define(queue("support", "standard", Optional.of(1))),
                publish("standard", Policy.DEFAULT),
                define(agent("alice")));

        assertThat(shop.decide(remove(Kind.SKILL, "german"), NOW))
                .isEqualTo(Decision.refuse(
                        Refusal.INVALID, "Expected nothing to name skill 'german', but queue 'support' does"));
    }

    @Test
    void queueCannotGoBackToAVersionWhoseSkillsAreGone() {
        Founded shop = after(
                furnished(), publish("standard", Policy.DEFAULT), define(agent("alice")), remove(Kind.SKILL, "german"));

        assertThat(shop.decide(define(queue("support", "standard", Optional.of(1))), NOW))
                .isEqualTo(Decision.refuse(
                        Refusal.INVALID, "Expected skill 'german' to be there for queue 'support', but it is not"));
    }

    @Test
    void keyOfARemovedAgentIsRevoked() {
        Founded shop = after(
                furnished(),
                issue("k1", ApiKey.Role.AGENT, Optional.of("alice")),
                issue("k2", ApiKey.Role.ADMIN, Optional.empty()),
                remove(Kind.AGENT, "alice"));

        assertThat(shop.keys().find("k1").orElseThrow().live()).isFalse();
        assertThat(shop.keys().find("k2").orElseThrow().live()).isTrue();
    }

    @Test
    void keysAreBounded() {
        Founded shop = founded();
        for (int i = 0; i < Keys.LIVE; i++) {
            shop = after(shop, issue("k" + i, ApiKey.Role.ADMIN, Optional.empty()));
        }
        assertThat(shop.decide(issue("more", ApiKey.Role.ADMIN, Optional.empty()), NOW))
                .isEqualTo(Decision.refuse(Refusal.LIMIT, "Expected at most 500 keys in use, but there are so many"));

        for (int i = 0; i < 2_000; i++) {
            shop = after(
                    shop,
                    new TenantCommand.RevokeKey(SHOP, "k" + i, BY),
                    issue("k" + (Keys.LIVE + i), ApiKey.Role.ADMIN, Optional.empty()));
        }
        assertThat(shop.keys().all()).hasSizeLessThanOrEqualTo(Keys.KEPT);
    }

    @Test
    void pagesFollowEachOtherWithoutGaps() {
        Founded shop = founded();
        for (int i = 0; i < 25; i++) {
            shop = after(shop, define(skill("skill-" + i)));
        }

        var names = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        do {
            var page = (TenantView.Items) view(shop, new TenantCommand.Browse(SHOP, Kind.SKILL, after, 10));
            page.items().forEach(item -> names.add(item.named().ref().name()));
            after = page.next();
        } while (after.isPresent());

        assertThat(names).hasSize(25).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void agentIsFoundByItsSubject() {
        var item = (TenantView.Item) view(furnished(), new TenantCommand.FindAgent(SHOP, "alice@idp"));

        assertThat(item.named().ref().name()).isEqualTo("alice");
    }

    @Test
    void limitsHold() {
        Founded shop = founded();
        for (int i = 0; i < Kind.REASON.limit(); i++) {
            shop = after(shop, define(reason("r" + i)));
        }

        assertThat(shop.decide(define(reason("more")), NOW))
                .isEqualTo(Decision.refuse(Refusal.LIMIT, "Expected at most 500 reasons, but there are so many"));
    }

    private static Policy version(Founded shop, int version) {
        var text = (TenantView.PolicyText)
                view(shop, new TenantCommand.LookPolicy(SHOP, "standard", Optional.of(version)));
        return text.version().document();
    }
}
