package io.cordboard.routing.tenant;

import static io.cordboard.routing.tenant.Shop.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.cordboard.routing.agent.Preference;
import io.cordboard.routing.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TenantYamlTest {

    @Test
    void exportReadsBackAsItWas() {
        var document = document(after(
                furnished(), publish("standard", Policy.DEFAULT), define(queue("old", "standard", Optional.of(1)))));

        assertThat(TenantYaml.read(TenantYaml.write(document)).orThrow()).isEqualTo(document);
    }

    @Test
    void exportSaysOfAnAgentsQueuesOnlyWhatWasSaid() {
        var document = TenantYaml.read("""
                format: cordboard-tenant/1
                agents:
                  alice:
                    displayName: Alice
                    queues: [sales, {queue: support, priority: 2, delay: PT30S}, {queue: vip, priority: 1}]
                """).orThrow();

        assertThat(((AgentSettings) document.settings().get(Kind.AGENT).get("alice")).preferences())
                .isEqualTo(Map.of("support", new Preference(2, Duration.ofSeconds(30))));
        assertThat(TenantYaml.write(document)).contains("""
                    queues:
                    - sales
                    - queue: support
                      priority: 2
                      delay: PT30S
                    - vip
                """);
        assertThat(TenantYaml.read(TenantYaml.write(document)).orThrow()).isEqualTo(document);
    }

    @Test
    void exportIsForPeople() {
        assertThat(TenantYaml.write(document(furnished()))).startsWith("""
            format: cordboard-tenant/1
            tenant: shop
            displayName: Shop
            skills:
              german:
                description: Knows german
            teams:
              first:
                displayName: Team first
            """);
    }

    @Test
    void demoTenantIsWellFurnished() throws IOException {
        var demo = TenantYaml.read(demo()).orThrow();

        Founded shop = after(
                Founded.by(new TenantEvent.Created(new TenantId("demo"), "Demo", NOW)),
                new TenantCommand.Import(new TenantId("demo"), demo, Optional.empty(), BY));

        assertThat(shop.displayName()).isEqualTo("Demo Shop");
        assertThat(shop.catalogue().names(Kind.AGENT)).hasSize(20);
        assertThat(shop.catalogue().names(Kind.QUEUE))
                .extracting(Ref::name)
                .containsExactly("billing", "sales", "support", "tasks", "vip");
        assertThat(Views.document(shop)).isEqualTo(demo);
    }

    private static String demo() throws IOException {
        try (var in = TenantYaml.class.getResourceAsStream("/demo-tenant.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<Arguments> wrong() {
        return List.of(
                argumentSet("nothing", "", "document: Expected an object, but got nothing"),
                argumentSet("no YAML", "a: [", "document: Expected one YAML document, but "),
                argumentSet(
                        "two documents",
                        "format: cordboard-tenant/1\n---\na: 1\n",
                        "document: Expected one YAML document, but "),
                argumentSet("a name twice", "teams: {a: {displayName: A}, a: {displayName: B}}", "Duplicate field 'a'"),
                argumentSet(
                        "an alias",
                        "format: &f cordboard-tenant/1\ntenant: *f\n",
                        "document: Expected a document without aliases, but there is *f at line 2, column 9"),
                argumentSet("no format", "tenant: a", "document: Expected format, but it is missing"),
                argumentSet(
                        "a later format",
                        "format: cordboard-tenant/2",
                        "/format: Expected cordboard-tenant/1, but got \"cordboard-tenant/2\""),
                argumentSet(
                        "an unknown section",
                        "format: cordboard-tenant/1\nagnets: {}",
                        "/agnets: Expected only format, tenant, displayName, skills, teams, dispositions, reasons,"
                                + " policies, queues, agents, trunks, numbers, flows, classification, but got \"agnets\""),
                argumentSet(
                        "a wrong tenant",
                        "format: cordboard-tenant/1\ntenant: A B",
                        "/tenant: Expected a tenant id of 1 to 40 of a-z, 0-9 and -, but got 'A B'"),
                argumentSet(
                        "a wrong name",
                        "format: cordboard-tenant/1\nteams: {a/b: {displayName: A}}",
                        "/teams/a~1b: Expected team name of 1 to 64 letters, digits and . _ @ + -, but got 'a/b'"),
                argumentSet(
                        "a missing field",
                        "format: cordboard-tenant/1\nteams: {a: {}}",
                        "/teams/a: Expected displayName, but it is missing"),
                argumentSet(
                        "a field of the wrong type",
                        "format: cordboard-tenant/1\nteams: {a: {displayName: 7}}",
                        "/teams/a/displayName: Expected a text, but got 7"),
                argumentSet(
                        "an unknown field",
                        "format: cordboard-tenant/1\nagents: {alice: {displayName: A, skils: {}}}",
                        "/agents/alice/skils: Expected only "),
                argumentSet(
                        "a proficiency out of range",
                        "format: cordboard-tenant/1\nagents: {alice: {displayName: A, skills: {german: 11}}}",
                        "/agents/alice/skills/german: Expected a whole number of 0 to 10, but got 11"),
                argumentSet(
                        "a capacity that is none",
                        "format: cordboard-tenant/1\n"
                                + "agents: {alice: {displayName: A, capacity: {units: 9, media: {chat: 3}}}}",
                        "/agents/alice/capacity/media/chat: Expected an object, but got 3"),
                argumentSet(
                        "a queue of no name",
                        "format: cordboard-tenant/1\nagents: {alice: {displayName: A, queues: [{priority: 2}]}}",
                        "/agents/alice/queues/0: Expected queue, but it is missing"),
                argumentSet(
                        "a priority out of range",
                        "format: cordboard-tenant/1\n"
                                + "agents: {alice: {displayName: A, queues: [{queue: q, priority: 0}]}}",
                        "/agents/alice/queues/0/priority: Expected a whole number of 1 to 100, but got 0"),
                argumentSet(
                        "a delay that is too long",
                        "format: cordboard-tenant/1\n"
                                + "agents: {alice: {displayName: A, queues: [{queue: q, delay: P2D}]}}",
                        "/agents/alice/queues/0/delay: Expected a duration of PT0S to PT24H"),
                argumentSet(
                        "a preference with an unknown field",
                        "format: cordboard-tenant/1\n"
                                + "agents: {alice: {displayName: A, queues: [{queue: q, level: 2}]}}",
                        "/agents/alice/queues/0/level: Expected only queue, priority, delay, but got"),
                argumentSet(
                        "a preference of a queue that was named before",
                        "format: cordboard-tenant/1\n"
                                + "agents: {alice: {displayName: A, queues: [q, {queue: q, delay: PT1S}]}}",
                        "/agents/alice/queues/1/queue: Expected each queue once, but got q again"),
                argumentSet(
                        "a medium that interrupts itself",
                        "format: cordboard-tenant/1\n"
                                + "agents: {alice: {displayName: A, capacity: {units: 9, media: {chat:"
                                + " {cost: 1, max: 3, interruptedBy: [chat]}}}}}",
                        "/agents/alice/capacity/media: Expected chat interrupted by others that it does not interrupt"
                                + " itself, but got chat"),
                argumentSet(
                        "a grace that is too long",
                        "format: cordboard-tenant/1\nagents: {alice: {displayName: A, grace: PT1H}}",
                        "/agents/alice/grace: Expected a duration of PT0S to PT10M"),
                argumentSet(
                        "a wrong policy",
                        "format: cordboard-tenant/1\npolicies: {p: {steps: [{after: soon}]}}",
                        "/policies/p/steps/0/after: Expected a duration of "),
                argumentSet(
                        "a wrong policy version",
                        "format: cordboard-tenant/1\npolicies: {p: {versions: {1: {strategy: luck}}}}",
                        "/policies/p/versions/1/strategy: Expected one of "),
                argumentSet(
                        "a version that is no number",
                        "format: cordboard-tenant/1\npolicies: {p: {versions: {v1: {}}}}",
                        "/policies/p/versions/v1: Expected a version number of 1 to 99999999, but got 'v1'"),
                argumentSet(
                        "a text with NUL",
                        "format: cordboard-tenant/1\nskills: {german: {description: \"a\\0b\"}}",
                        "/skills/german/description: Expected a text without NUL and halves of characters"),
                argumentSet(
                        "half of a character",
                        "format: cordboard-tenant/1\npolicies: {p: {steps: [\"\\uD800\"]}}",
                        "/policies/p/steps/0: Expected a text without NUL and halves of characters"),
                argumentSet(
                        "a name with NUL",
                        "format: cordboard-tenant/1\nteams: {\"a\\0\": {displayName: A}}",
                        "/teams: Expected names without NUL and halves of characters"),
                argumentSet(
                        "a queue without a policy",
                        "format: cordboard-tenant/1\nqueues: {q: {displayName: Q}}",
                        "/queues/q: Expected policy, but it is missing"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String yaml, String problem) {
        assertThat(TenantYaml.read(yaml))
                .isInstanceOfSatisfying(
                        TenantDocumentCodec.Reading.Refused.class,
                        refused -> assertThat(refused.message()).contains(problem));
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        var reading = TenantYaml.read("""
            format: cordboard-tenant/1
            teams: {a: {}}
            agents:
              alice: {displayName: "", grace: 5}
              bob: {}
            """);

        assertThat(((TenantDocumentCodec.Reading.Refused) reading).problems())
                .extracting(problem -> problem.path())
                .containsExactly("/teams/a", "/agents/alice/grace", "/agents/bob");
    }

    @Test
    void nestingIsBounded() {
        assertThat(TenantYaml.read("a: " + "[".repeat(5_000))).isInstanceOf(TenantDocumentCodec.Reading.Refused.class);
    }

    @Test
    void wordsThatLookLikeOtherThingsStayWords() {
        var document = document(after(
                define(Named.of("no", new TeamSettings("no"))),
                define(Named.of("1e3", new TeamSettings("0x10"))),
                define(Named.of("null", new TeamSettings("~"))),
                define(Named.of("12", new TeamSettings("12:30"))),
                define(Named.of("true", new TeamSettings("2026-11-21")))));

        assertThat(TenantYaml.read(TenantYaml.write(document)).orThrow()).isEqualTo(document);
    }
}
