package io.cordboard.routing.tenant;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/** A tenant's API keys, live and revoked, by id. */
record Keys(TreePMap<String, ApiKey> all) {

    /** How many may be live, and how many are kept at hand in all. */
    static final int LIVE = 500;

    static final int KEPT = 1_000;

    static final Keys NONE = new Keys(TreePMap.empty());

    Optional<ApiKey> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    long live() {
        return all.values().stream().filter(ApiKey::live).count();
    }

    /** The live keys that speak for an agent. */
    Set<String> of(String agent) {
        return all.values().stream()
                .filter(key -> key.live() && key.agent().filter(agent::equals).isPresent())
                .map(ApiKey::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The keys revoked longest ago, which need not be kept once one more key is there. */
    Set<String> surplus() {
        return all.values().stream()
                .filter(key -> !key.live())
                .sorted(Comparator.comparing((ApiKey key) -> key.revoked().orElseThrow())
                        .thenComparing(ApiKey::id))
                .limit(Math.max(0, all.size() + 1 - KEPT))
                .map(ApiKey::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    Keys issued(ApiKey key, Set<String> forgotten) {
        return new Keys(all.minusAll(forgotten).plus(key.id(), key));
    }

    Keys revoked(TenantEvent.KeyRevoked event) {
        return find(event.key())
                .map(key -> new Keys(all.plus(key.id(), key.revokedAt(event.at()))))
                .orElse(this);
    }
}
