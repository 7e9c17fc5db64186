package io.cordboard.telephony.line;

import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TrunkSettings;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A trunk of a tenant, as it is configured now.
 *
 * @param credentials what its other end must prove, if its settings name a user; a user without credentials can prove nothing yet
 * @param account how we prove who we are to its other end, where that end has given us the secret: then it proves nothing to us
 */
public record Trunk(
        TenantId tenant,
        String name,
        TrunkSettings settings,
        Optional<SipCredentials> credentials,
        Optional<SipCredentials> account) {

    /** Its secret is one of ours: whoever is at its other end proves who they are. */
    public Trunk(TenantId tenant, String name, TrunkSettings settings, Optional<SipCredentials> credentials) {
        this(tenant, name, settings, credentials, Optional.empty());
    }

    /** Who its other end must prove to be, if anybody. */
    public Optional<String> user() {
        return settings.user().filter(_ -> account.isEmpty());
    }

    /** Whether a call from there may be of this trunk. Who has no sources may call from anywhere, and must prove who they are. */
    public boolean reaches(InetAddress source) {
        return settings.sources().isEmpty()
                ? user().isPresent()
                : settings.sources().stream().anyMatch(range -> range.contains(source));
    }
}
