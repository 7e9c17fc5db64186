package io.cordboard.telephony.line;

import io.cordboard.routing.tenant.NumberSettings;
import io.cordboard.routing.tenant.TenantId;

/** A number of a tenant, or a row of them, as it is configured now. */
public record NumberEntry(TenantId tenant, String name, NumberSettings settings) {}
