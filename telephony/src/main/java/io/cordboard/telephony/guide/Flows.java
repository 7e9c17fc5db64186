package io.cordboard.telephony.guide;

import io.cordboard.routing.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The flows of tenants. */
@FunctionalInterface
public interface Flows {

    /** Its version of now; empty if there is none. Fails when that cannot be said now. */
    CompletionStage<Optional<Published>> current(TenantId tenant, String flow);
}
