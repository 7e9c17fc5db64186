package io.cordboard.routing.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key by which a program speaks for a tenant, as far as it is kept: who made it for what, and the hash of its secret.
 *
 * @param hash SHA-256 of the secret, in lower-case hex. The secret is 256 random bits, so a slow hash would add nothing.
 * @param agent whom it speaks for, with role agent
 */
public record ApiKey(
        String id,
        Role role,
        String label,
        Optional<String> agent,
        String hash,
        String createdBy,
        Instant created,
        Optional<Instant> revoked) {

    /** What a key may do. None contains another. */
    public enum Role {
        /** Takes offers and handles interactions, as the one agent whom the key speaks for. */
        @JsonProperty("agent")
        AGENT,
        /** Sees the tenant at work and acts on its interactions and agents. */
        @JsonProperty("supervisor")
        SUPERVISOR,
        /** Changes the tenant's configuration. */
        @JsonProperty("admin")
        ADMIN,
        /** Brings contacts in and follows them. */
        @JsonProperty("integrator")
        INTEGRATOR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public ApiKey {
        LocalName.require("a key id", id);
        label = Settings.text("a label", label, 100);
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("Expected a hash of 64 hex digits");
        }
        if (agent.isPresent() != (role == Role.AGENT)) {
            throw new IllegalArgumentException("Expected an agent with role agent and with no other, but got role "
                    + role.word() + (agent.isPresent() ? " and an agent" : " and no agent"));
        }
    }

    ApiKey revokedAt(Instant at) {
        return new ApiKey(id, role, label, agent, hash, createdBy, created, Optional.of(at));
    }

    boolean live() {
        return revoked.isEmpty();
    }
}
