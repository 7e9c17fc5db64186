package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.PlainJWT;
import io.cordboard.node.api.ApiClient.Answered;
import io.cordboard.routing.agent.AgentCommand;
import io.cordboard.routing.agent.AgentView;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.tenant.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the table, by everybody who may not call it, and about everything that is not theirs. */
class SecurityApiTest {

    private static final String OURS = "sec-ours";
    private static final String THEIRS = "sec-theirs";

    private static final AtomicInteger ALIKE = new AtomicInteger();
    private static final ApiNode NODE = ApiNode.shared();

    /** What is there in the other tenant, by the name of the parameter that would name it. */
    private static final Map<String, String> FOREIGN = new TreeMap<>();

    @BeforeAll
    static void twoTenants() {
        NODE.found(OURS, configuration(""));
        NODE.queue(OURS, "support");
        NODE.agent(OURS, "bob");
        NODE.found(THEIRS, configuration("their-") + """
            queues: {theirs: {displayName: x, policy: their-standard}, support: {displayName: x, policy: their-standard}}
            agents: {carol: {displayName: x, unattended: true}}
            trunks: {their-carrier: {displayName: x, authentication: {sources: [203.0.113.0/24]}}}
            numbers: {their-line: {number: '+49301234567', displayName: x, queue: theirs}}
            flows: {their-flow: {start: bye, help: {queue: theirs}, steps: {bye: {type: hangUp}}}}
            """);
        NODE.issueKey(THEIRS, "their-key", ApiKey.Role.INTEGRATOR);
        FOREIGN.putAll(Map.of(
                "skill", "their-german",
                "team", "their-first-line",
                "disposition", "their-solved",
                "reason", "their-lunch",
                "policy", "their-standard",
                "version", "1",
                "key", "their-key",
                "tenant", THEIRS));
        var carol = NODE.ready(THEIRS, "carol");
        FOREIGN.put("ref", "their-call");
        FOREIGN.put("trunk", "their-carrier");
        FOREIGN.put("number", "their-line");
        FOREIGN.put("flow", "their-flow");
        FOREIGN.put("queue", "theirs");
        FOREIGN.put("agent", "carol");
        FOREIGN.put(
                "interaction",
                NODE.client(THEIRS, "crm", Role.INTEGRATOR)
                        .post("/api/v1/interactions", "{'medium': 'task', 'queue': 'theirs'}")
                        .text("/id"));
        FOREIGN.put(
                "offer",
                await().atMost(Duration.ofSeconds(30))
                        .until(
                                () -> {
                                    var found = (Reply.Found) ApiNode.get(NODE.switchboard
                                            .ask(new AgentCommand.Show(carol), Duration.ofSeconds(5))
                                            .toCompletableFuture());
                                    return ((AgentView) found.view())
                                            .work().stream()
                                                    .map(work -> work.offer().value())
                                                    .findFirst();
                                },
                                Optional::isPresent)
                        .orElseThrow());
        FOREIGN.put("recording", "their-recording");
        FOREIGN.put(
                "replay",
                NODE.client(THEIRS, "sue", Role.SUPERVISOR)
                        .post("/api/v1/replays", "{'from': '2026-01-01T00:00:00Z', 'to': '2026-01-02T00:00:00Z'}")
                        .text("/id"));
        NODE.done(new AgentCommand.CountOutsideWork(carol, "their-call", Medium.VOICE, Duration.ofHours(1)));
    }

    /** What the document's examples name, under names that begin with {@code prefix}. */
    private static String configuration(String prefix) {
        return """
            format: cordboard-tenant/1
            skills: {PREFIXgerman: {description: x}}
            teams: {PREFIXfirst-line: {displayName: x}}
            dispositions: {PREFIXsolved: {label: x}}
            reasons: {PREFIXlunch: {label: x}}
            policies: {PREFIXstandard: {}}
            """.replace("PREFIX", prefix);
    }

    static Stream<Endpoint> guarded() {
        return NODE.endpoints.all().stream().filter(each -> each.access() instanceof Access.Roles);
    }

    static Stream<Endpoint> naming() {
        return guarded()
                .filter(each -> each.path().contains("{"))
                // To those who run the cluster no tenant is foreign.
                .filter(each -> ((Access.Roles) each.access()).scope() != Access.Scope.CLUSTER);
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void nobodyIsBelievedWithoutProof(Endpoint endpoint) throws Exception {
        var people = NODE.people;
        String valid = people.token(OURS, "eve", Role.values());
        var unsigned = new PlainJWT(people.claims(OURS, "eve", Role.values()).build());
        Map<String, Optional<String>> proofs = new LinkedHashMap<>();
        proofs.put("no token", Optional.empty());
        proofs.put("not a token", Optional.of("letmein"));
        proofs.put("alg none", Optional.of(unsigned.serialize()));
        proofs.put("tampered", Optional.of(valid.substring(0, valid.length() - 6) + "AAAAAA"));
        proofs.put(
                "expired",
                Optional.of(people.token(
                        OURS,
                        "eve",
                        c -> c.expirationTime(Date.from(Instant.now().minusSeconds(60))),
                        Role.values())));
        proofs.put(
                "wrong issuer",
                Optional.of(people.token(OURS, "eve", c -> c.issuer("https://evil.test"), Role.values())));
        proofs.put("unknown key", Optional.of("cbk_" + OURS + "~crm~" + "A".repeat(43)));

        proofs.forEach((what, proof) -> {
            ApiClient client = proof.map(NODE.client()::as).orElseGet(NODE::client);
            Answered refused = call(client, endpoint, missing());
            assertThat(refused.status()).as(what + ": " + refused.text()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        });
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void onlyTheNamedRolesMayCall(Endpoint endpoint) {
        var allowed = (Access.Roles) endpoint.access();
        boolean cluster = allowed.scope() == Access.Scope.CLUSTER;
        for (Role role : Role.values()) {
            Answered answered = call(NODE.client(OURS, "bob", role), endpoint, ids("by-role"));
            expectForbidden(answered, cluster || !allowed.roles().contains(role), "tenant's " + role);
        }
        boolean scoped = allowed.scope() == Access.Scope.TENANT;
        Answered operator = call(NODE.client().as(NODE.people.ops()), endpoint, ids("by-role"));
        expectForbidden(operator, scoped, "operator");
        String everything = NODE.people.token(null, "olivia", Role.values());
        expectForbidden(
                call(NODE.client().as(everything), endpoint, ids("by-role")), scoped, "operator with all roles");
        expectForbidden(
                call(NODE.client(OURS, "bob"), endpoint, ids("by-role")),
                allowed.scope() != Access.Scope.CALLER || !allowed.roles().isEmpty(),
                "nobody in particular");
    }

    private static void expectForbidden(Answered answered, boolean expected, String who) {
        assertThat(answered.status()).as(who).isNotEqualTo(401);
        assertThat(answered.status() == 403
                        && answered.body().path("code").asText().equals("forbidden"))
                .as(who + ": " + answered.text())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("naming")
    void foreignIsAnsweredLikeMissing(Endpoint endpoint) {
        for (Role role : ((Access.Roles) endpoint.access()).roles()) {
            // What makes the thing that it names does so for each of two tenants that are alike.
            boolean makes = endpoint.method().value().equals("PUT");
            Answered missing = call(NODE.client(makes ? alike() : OURS, "bob", role), endpoint, missing());
            Answered foreign = call(NODE.client(makes ? alike() : OURS, "bob", role), endpoint, FOREIGN);

            assertThat(told(foreign, FOREIGN)).as(endpoint + " for " + role).isEqualTo(told(missing, missing()));
            if (foreign.body().has("instance")) {
                assertThat(foreign.text("/instance")).isNotEqualTo(missing.text("/instance"));
            }
            // Of an agent or an interaction that the tenant does not have, or of the caller.
            boolean within = endpoint.path().matches(".*/(outside-work/\\{ref}|recordings/\\{recording})");
            int[] expected = within
                    ? new int[] {204, 404}
                    : makes
                            ? new int[] {201}
                            : endpoint.method().value().equals("DELETE") ? new int[] {204} : new int[] {404, 409};
            assertThat(foreign.status())
                    .as(foreign.text())
                    .isIn(java.util.Arrays.stream(expected).boxed().toArray());
        }
    }

    private static String alike() {
        String tenant = "sec-alike-" + ALIKE.incrementAndGet();
        NODE.found(tenant, configuration("") + "queues: {support: {displayName: x, policy: standard}}\n");
        return tenant;
    }

    @ParameterizedTest
    @MethodSource("naming")
    void foreignIdAsAWholeIsNoWayAround(Endpoint endpoint) {
        for (String way : List.of(THEIRS + "%2F", "..%2F" + THEIRS + "%2F", THEIRS + "/")) {
            var around = new TreeMap<String, String>();
            FOREIGN.forEach((name, id) -> around.put(name, way + id));
            Role role = ((Access.Roles) endpoint.access()).roles().iterator().next();

            Answered answered = call(NODE.client(OURS, "bob", role), endpoint, around);

            assertThat(answered.status()).as(way + ": " + answered.text()).isIn(404, 405);
        }
    }

    @org.junit.jupiter.api.Test
    void listsAndFeedsShowNothingForeign() {
        Set<String> foreign = FOREIGN.entrySet().stream()
                .filter(each -> !each.getKey().equals("version"))
                .map(Map.Entry::getValue)
                .collect(java.util.stream.Collectors.toSet());
        ApiClient they = NODE.client(THEIRS, "crm", Role.INTEGRATOR, Role.ADMIN);
        for (String path : List.of("/api/v1/events?limit=200&after=start", "/api/v1/interactions?queue=theirs")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(they.get(path).text())
                            .as("what is theirs is there for them")
                            .contains(FOREIGN.get("interaction")));
        }
        ApiClient all = NODE.client(OURS, "crm", Role.INTEGRATOR, Role.ADMIN);
        for (String path : List.of(
                "/api/v1/events?limit=200&after=start",
                "/api/v1/interactions",
                "/api/v1/interactions?queue=theirs",
                "/api/v1/queues/support/waiting",
                "/api/v1/tenant",
                "/api/v1/skills",
                "/api/v1/teams",
                "/api/v1/dispositions",
                "/api/v1/reasons",
                "/api/v1/policies",
                "/api/v1/queues",
                "/api/v1/agents",
                "/api/v1/keys",
                "/api/v1/configuration")) {
            String text = all.get(path).expect(200).text();
            assertThat(foreign.stream().filter(text::contains).toList())
                    .as(path)
                    .isEmpty();
            assertThat(text).doesNotContain(THEIRS);
        }
    }

    @org.junit.jupiter.api.Test
    void foreignQueueAndAgentCannotBeNamedInABody() {
        ApiClient crm = NODE.client(OURS, "crm", Role.INTEGRATOR);
        for (String queue : List.of("theirs", "nothing", THEIRS + "/theirs")) {
            crm.post("/api/v1/interactions", "{'medium': 'task', 'queue': '" + queue + "'}")
                    .expect(422, "invalid");
        }
        String mine = crm.post("/api/v1/interactions", "{'medium': 'task', 'queue': 'support'}")
                .text("/id");
        String foreign = crm.post("/api/v1/interactions/" + mine + "/transfer", "{'agent': 'carol'}")
                .expect(422, "invalid")
                .text();
        String missing = crm.post("/api/v1/interactions/" + mine + "/transfer", "{'agent': 'nobody'}")
                .expect(422, "invalid")
                .text();
        assertThat(withoutInstance(foreign)).isEqualTo(withoutInstance(missing));
    }

    /** Everything that an answer tells, but for which request it was. */
    private static String told(Answered answered, Map<String, String> sent) {
        var headers = new TreeMap<>(answered.headers());
        headers.keySet().removeAll(Set.of("x-request-id", "date", "content-length"));
        String told = answered.status() + withoutInstance(answered.text()) + headers;
        if (answered.status() < 300) {
            // What it made has the name that was sent, and a time.
            for (String name : sent.values()) {
                told = told.replaceAll("(?<=[\"/])" + java.util.regex.Pattern.quote(name) + "(?=[\"\\]])", "NAME");
            }
            told = told.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
            // A queue that has just been founded may count as one change more.
            told = told.replaceAll("\"revision\":\\d+", "REVISION").replaceAll("etag=\\[\"\\d+\"\\]", "ETAG");
        }
        return told;
    }

    private static String withoutInstance(String body) {
        return body.replaceAll("urn:uuid:[0-9a-f-]{36}", "urn:uuid:...");
    }

    private static Map<String, String> missing() {
        return ids("missing");
    }

    /** The same name for everything. */
    private static Map<String, String> ids(String name) {
        var ids = new TreeMap<String, String>();
        for (String parameter : FOREIGN.keySet()) {
            ids.put(parameter, name);
        }
        ids.put("offer", name + ".1");
        ids.put("version", "999");
        return ids;
    }

    private static Answered call(ApiClient client, Endpoint endpoint, Map<String, String> ids) {
        String path = endpoint.path();
        for (var id : ids.entrySet()) {
            path = path.replace('{' + id.getKey() + '}', id.getValue());
        }
        assertThat(path).as("a value for each parameter of " + endpoint).doesNotContain("{");
        return client.send(endpoint.method().value(), path, body(endpoint));
    }

    /** The document's own example of what an operation takes. */
    private static Optional<String> body(Endpoint endpoint) {
        OpenApi.Operation operation = ApiClient.DOCUMENT.operations().stream()
                .filter(each -> each.toString().equals(endpoint.toString()))
                .findFirst()
                .orElseThrow();
        JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode example = ApiClient.DOCUMENT
                .document()
                .at(schema.path("$ref").asText().substring(1))
                .at("/examples/0");
        assertThat(example.isMissingNode()).as("an example for " + endpoint).isFalse();
        return Optional.of(example.toString());
    }
}
