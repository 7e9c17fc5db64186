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
 */
public record Trunk(TenantId tenant, String name, TrunkSettings settings, Optional<SipCredentials> credentials) {

    /** Whether a call from there may be of this trunk. Who has no sources may call from anywhere, and must prove who they are. */
    public boolean reaches(InetAddress source) {
        return settings.sources().isEmpty()
                ? settings.user().isPresent()
                : settings.sources().stream().anyMatch(range -> range.contains(source));
    }
}
