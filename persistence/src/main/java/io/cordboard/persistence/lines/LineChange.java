package io.cordboard.persistence.lines;

import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.tenant.Named;
import io.cordboard.routing.tenant.Ref;
import io.cordboard.routing.tenant.TenantId;
import java.util.Optional;

/** How one thing of a tenant's lines is since an event; empty once it is gone. */
public sealed interface LineChange {

    TenantId tenant();

    /** Of a trunk or a number. */
    record Settings(TenantId tenant, Ref ref, Optional<Named> now) implements LineChange {}

    /** Of the secret of a trunk. */
    record Secret(TenantId tenant, String trunk, Optional<SipCredentials> now) implements LineChange {}
}
