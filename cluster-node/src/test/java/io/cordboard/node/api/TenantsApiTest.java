package io.cordboard.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.node.api.ApiClient.Answered;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Tenants, as those who run the cluster see them, and the first steps of a new one. */
class TenantsApiTest {

    private static final String TENANTS = "/api/v1/tenants";

    private final ApiNode node = ApiNode.shared();
    private final ApiClient olivia = node.client().as(node.people.ops());

    @Test
    void tenantIsThereAsSoonAsItIsCreated() {
        Answered made = olivia.post(TENANTS, "{'id': 'tt-new', 'displayName': 'New Ltd.'}")
                .expect(201);

        assertThat(made.header("Location")).isEqualTo(TENANTS + "/tt-new");
        assertThat(olivia.get(TENANTS + "/tt-new").expect(200).text("/displayName"))
                .isEqualTo("New Ltd.");
        ApiClient ada = node.client("tt-new", "ada", Role.ADMIN);
        assertThat(ada.get("/api/v1/tenant").expect(200).text("/displayName")).isEqualTo("New Ltd.");
        ada.put("/api/v1/skills/german", "{}").expect(201);
    }

    @Test
    void repetitionFindsTheTenantAndAnotherNameDoesNot() {
        olivia.post(TENANTS, "{'id': 'tt-twice', 'displayName': 'Twice'}").expect(201);
        olivia.post(TENANTS, "{'id': 'tt-twice', 'displayName': 'Twice'}").expect(201);

        Answered taken = olivia.post(TENANTS, "{'id': 'tt-twice', 'displayName': 'Other'}")
                .expect(409, "already-exists");

        assertThat(taken.text("/current/displayName")).isEqualTo("Twice");
        for (String id : new String[] {"Not An Id", "", "x".repeat(41), "a/b"}) {
            assertThat(olivia.post(TENANTS, "{'id': '" + id + "', 'displayName': 'x'}")
                            .expect(422, "invalid")
                            .text("/errors/0/pointer"))
                    .isEqualTo("/id");
        }
        assertThat(olivia.post(TENANTS, "{'id': 'tt-blank', 'displayName': ' '}")
                        .expect(422, "invalid")
                        .text("/errors/0/pointer"))
                .isEqualTo("/displayName");
    }

    @Test
    void tenantIsRenamedAsItWasSeen() {
        String seen = olivia.post(TENANTS, "{'id': 'tt-name', 'displayName': 'One'}")
                .expect(201)
                .header("ETag");
        olivia.with("If-Match", seen)
                .patch(TENANTS + "/tt-name", "{'displayName': 'Two'}")
                .expect(200);

        assertThat(olivia.with("If-Match", seen)
                        .patch(TENANTS + "/tt-name", "{'displayName': 'Three'}")
                        .expect(412, "stale")
                        .text("/current/displayName"))
                .isEqualTo("Two");
        olivia.patch(TENANTS + "/tt-nobody", "{'displayName': 'x'}").expect(404, "not-found");
        // The list has it too, however the tenant began.
        assertThat(olivia.get(TENANTS + "?limit=200").expect(200).text()).contains("\"displayName\":\"Two\"");
    }

    @Test
    void tenantsAreListedInPages() {
        for (String id : new String[] {"tt-p1", "tt-p2", "tt-p3"}) {
            olivia.post(TENANTS, "{'id': '" + id + "', 'displayName': 'x'}").expect(201);
        }

        var ids = new ArrayList<String>();
        String after = "";
        do {
            Answered page = olivia.get(TENANTS + "?limit=2" + after).expect(200);
            assertThat(page.body().get("items").size()).isBetween(1, 2);
            page.body().get("items").forEach(item -> ids.add(item.get("id").asText()));
            after = page.body().has("next") ? "&after=" + page.text("/next") : "";
        } while (!after.isEmpty());

        assertThat(ids).contains("tt-p1", "tt-p2", "tt-p3").isSorted().doesNotHaveDuplicates();
    }

    @Test
    void tenantThatIsInNoListIsNotFound() {
        ApiClient stranger = node.client("tt-unknown", "ada", Role.ADMIN);
        stranger.get("/api/v1/tenant").expect(404, "not-found");
        stranger.get("/api/v1/skills").expect(404, "not-found");
        stranger.put("/api/v1/skills/german", "{}").expect(404, "not-found");
        stranger.get("/api/v1/configuration").expect(404, "not-found");
    }

    /** The whole way from an empty node to a first program of a first tenant. */
    @Test
    void operatorGivesANewTenantItsFirstKey() {
        olivia.post(TENANTS, "{'id': 'tt-first', 'displayName': 'First'}").expect(201);
        String secret = olivia.post(TENANTS + "/tt-first/keys", "{'id': 'setup', 'role': 'admin', 'label': 'Set-up'}")
                .expect(201)
                .text("/secret");

        ApiClient setup = node.client().as(secret);
        setup.put("/api/v1/skills/german", "{}").expect(201);
        assertThat(setup.get("/api/v1/me").text("/tenant")).isEqualTo("tt-first");
        setup.get(TENANTS).expect(403, "forbidden");

        assertThat(olivia.get(TENANTS + "/tt-first/keys").text("/items/0/id")).isEqualTo("setup");
        olivia.delete(TENANTS + "/tt-first/keys/setup").expect(204);
        assertThat(olivia.get(TENANTS + "/tt-first/keys/setup").body().has("revoked"))
                .isTrue();
        olivia.post(TENANTS + "/tt-nobody/keys", "{'role': 'admin', 'label': 'x'}")
                .expect(404, "not-found");
    }
}
