package io.cordboard.node;

import io.cordboard.persistence.lines.LineChange;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.NumberSettings;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TrunkSettings;
import io.cordboard.telephony.line.NumberEntry;
import io.cordboard.telephony.line.TenantLines;
import io.cordboard.telephony.line.Trunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What has been heard of each tenant's lines, change by change. For one thread. */
final class KnownLines {

    private record OfTenant(Map<Ref, Named> settings, Map<String, SipCredentials> secrets) {}

    private final Map<TenantId, OfTenant> tenants = new HashMap<>();
    private final UnaryOperator<String> domain;

    /** @param domain the SIP domain of a tenant, which is the realm of the secrets that we have made for it */
    KnownLines(UnaryOperator<String> domain) {
        this.domain = domain;
    }

    void apply(LineChange change) {
        OfTenant tenant = tenants.computeIfAbsent(change.tenant(), _ -> new OfTenant(new HashMap<>(), new HashMap<>()));
        switch (change) {
            case LineChange.Settings(_, var ref, var now) ->
                now.ifPresentOrElse(
                        named -> tenant.settings().put(ref, named),
                        () -> tenant.settings().remove(ref));
            case LineChange.Secret(_, var trunk, var now) ->
                now.ifPresentOrElse(
                        credentials -> tenant.secrets().put(trunk, credentials),
                        () -> tenant.secrets().remove(trunk));
        }
    }

    TenantLines of(TenantId id) {
        List<Trunk> trunks = new ArrayList<>();
        List<NumberEntry> numbers = new ArrayList<>();
        OfTenant tenant = tenants.getOrDefault(id, new OfTenant(Map.of(), Map.of()));
        tenant.settings().forEach((ref, named) -> {
            switch (named.settings()) {
                case TrunkSettings trunk -> {
                    // What was made for another user than the trunk has by now proves nothing.
                    Optional<SipCredentials> secret = Optional.ofNullable(
                                    tenant.secrets().get(ref.name()))
                            .filter(kept -> trunk.user().equals(Optional.of(kept.user())));
                    String ours = domain.apply(id.value());
                    trunks.add(new Trunk(
                            id,
                            ref.name(),
                            trunk,
                            secret.filter(kept -> kept.realm().equals(ours)),
                            secret.filter(kept -> !kept.realm().equals(ours))));
                }
                case NumberSettings number -> numbers.add(new NumberEntry(id, ref.name(), number));
                default -> throw new IllegalStateException("Expected a trunk or a number, but got " + ref);
            }
        });
        return new TenantLines(id, trunks, numbers);
    }
}
