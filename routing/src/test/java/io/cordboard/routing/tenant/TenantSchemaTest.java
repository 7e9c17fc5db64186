package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.routing.agent.Capacity;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.agent.Skill;
import io.cordboard.routing.agent.Team;
import io.cordboard.routing.classification.Classification;
import io.cordboard.routing.classification.Outcome;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.entity.Stored;
import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.line.SipCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each event as it was first released: it reads as it did then, and is written as it was then. */
class TenantSchemaTest {

    static Stream<Event> released() {
        return Stream.of(
                new TenantEvent.Created(SHOP, "Shop", NOW),
                new TenantEvent.Renamed("The Shop", BY, NOW),
                new TenantEvent.Configured(
                        List.of(
                                Named.of("german", new SkillSettings("Speaks German")),
                                Named.of("first", new TeamSettings("First line")),
                                Named.of("solved", new DispositionSettings("Solved")),
                                Named.of("lunch", new ReasonSettings("Lunch")),
                                Named.of(
                                        "support",
                                        new QueueSettings(
                                                "Support",
                                                "standard",
                                                Optional.of(3),
                                                Set.of("solved"),
                                                Optional.of("Be kind."))),
                                Named.of(
                                        "alice",
                                        new AgentSettings(
                                                "Alice Archer",
                                                Optional.of(new Team("first")),
                                                Set.of("support"),
                                                Map.of(new Skill("german"), 7),
                                                new Capacity(
                                                        100, Map.of(Medium.CHAT, new Capacity.Share(33, 3, false))),
                                                Duration.ofSeconds(15),
                                                true,
                                                Optional.of("alice@idp"))),
                                Named.of(
                                        "bob",
                                        new AgentSettings(
                                                "Bob Baker",
                                                Optional.empty(),
                                                Set.of(),
                                                Map.of(),
                                                new Capacity(0, Map.of()),
                                                Duration.ZERO,
                                                false,
                                                Optional.empty()))),
                        List.of(new Ref(Kind.AGENT, "carol"), new Ref(Kind.TEAM, "second")),
                        BY,
                        NOW),
                new TenantEvent.PolicyPublished("standard", 4, GERMAN, Set.of(1), BY, NOW),
                new TenantEvent.PolicyRemoved("standard", BY, NOW),
                new TenantEvent.ClassificationPublished(
                        2,
                        new Classification(
                                List.of(new Classification.Rule(
                                        Expression.of("interaction.language == \"de\""),
                                        new Outcome(
                                                List.of(
                                                        new Outcome.Part("support", 60),
                                                        new Outcome.Part("partner", 40)),
                                                Optional.of(5),
                                                Map.of(new Skill("german"), 7)))),
                                Outcome.to("support")),
                        BY,
                        NOW),
                new TenantEvent.KeyIssued(
                        new ApiKey(
                                "k1",
                                ApiKey.Role.AGENT,
                                "Alice's telephone",
                                Optional.of("alice"),
                                HASH,
                                BY,
                                NOW,
                                Optional.empty()),
                        Set.of("k0"),
                        NOW),
                new TenantEvent.KeyRevoked("k1", BY, NOW),
                new TenantEvent.SipSecretSet(
                        new Ref(Kind.AGENT, "alice"),
                        new SipCredentials("alice", "shop.sip.example", HASH.substring(0, 32), HASH),
                        BY,
                        NOW),
                new TenantEvent.SipSecretRemoved(new Ref(Kind.AGENT, "alice"), BY, NOW),
                new TenantEvent.Delivered(Set.of("alice"), Set.of("support"), NOW),
                new DirectoryEvent.Registered(SHOP, "Shop", BY, NOW),
                new DirectoryEvent.Founded(Set.of(SHOP), NOW));
    }

    @ParameterizedTest
    @MethodSource("released")
    void readsAndWritesAsReleased(Event event) throws IOException {
        ObjectMapper json = EventJson.mapper();
        JsonNode golden = golden(event.getClass().getAnnotation(Stored.class).value());

        assertThat(json.readTree(json.writeValueAsBytes(event))).isEqualTo(golden);
        assertThat(json.treeToValue(golden, event.getClass())).isEqualTo(event);
    }

    private static JsonNode golden(String name) throws IOException {
        try (var in = TenantSchemaTest.class.getResourceAsStream("/golden/tenant/" + name + ".json")) {
            assertThat(in).as("golden file of " + name).isNotNull();
            return new ObjectMapper().readTree(in);
        }
    }
}
