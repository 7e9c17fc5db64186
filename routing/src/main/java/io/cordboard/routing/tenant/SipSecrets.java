package io.cordboard.routing.tenant;

import io.cordboard.routing.entity.Decision;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.tenant.TenantEvent.SipSecretRemoved;
import io.cordboard.routing.tenant.TenantEvent.SipSecretSet;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.pcollections.TreePMap;

/** What is kept of the secrets of a tenant's phones and trunks, by whose they are. */
public record SipSecrets(TreePMap<Ref, Kept> all) {

    /** What is kept of one, who made it, and when. */
    public record Kept(SipCredentials credentials, String by, Instant at) {}

    static final SipSecrets NONE = new SipSecrets(TreePMap.empty());

    Optional<Kept> of(Ref holder) {
        return Optional.ofNullable(all.get(holder));
    }

    Decision<TenantEvent> decide(Catalogue catalogue, TenantCommand.SetSipSecret c, Instant now) {
        Optional<String> user = catalogue.find(c.holder()).flatMap(entry -> switch (entry.settings()) {
            case AgentSettings _ -> Optional.of(c.holder().name());
            case TrunkSettings trunk -> trunk.user();
            default -> Optional.empty();
        });
        if (user.isEmpty()) {
            return Decision.refuse(
                    Refusal.INVALID, "Expected an agent, or a trunk with a user, but " + c.holder() + " is none");
        }
        if (!user.get().equals(c.credentials().user())) {
            return Decision.refuse(
                    Refusal.INVALID,
                    "Expected a secret of user '" + user.get() + "', but it is one of '"
                            + c.credentials().user() + "'");
        }
        return of(c.holder())
                        .filter(kept -> kept.credentials().equals(c.credentials()))
                        .isPresent()
                ? Decision.unchanged()
                : Decision.accept(new SipSecretSet(c.holder(), c.credentials(), c.by(), now));
    }

    Decision<TenantEvent> decide(TenantCommand.RemoveSipSecret c, Instant now) {
        return all.containsKey(c.holder())
                ? Decision.accept(new SipSecretRemoved(c.holder(), c.by(), now))
                : Decision.unchanged();
    }

    SipSecrets with(SipSecretSet event) {
        return new SipSecrets(all.plus(event.holder(), new Kept(event.credentials(), event.by(), event.at())));
    }

    /** A secret goes with whose it is. */
    SipSecrets without(Collection<Ref> gone) {
        return new SipSecrets(all.minusAll(gone));
    }
}
