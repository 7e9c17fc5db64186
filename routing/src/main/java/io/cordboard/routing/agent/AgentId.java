package io.cordboard.routing.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;

/** One agent of a tenant. Written {@code tenant/name} wherever it is stored or sent. */
public record AgentId(TenantId tenant, String name) implements Comparable<AgentId> {

    public AgentId {
        LocalName.require("an agent id", name);
    }

    /** Reads {@code tenant/name}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AgentId of(String qualified) {
        return new AgentId(LocalName.before("an agent id", qualified), LocalName.after("an agent id", qualified));
    }

    @JsonValue
    @Override
    public String toString() {
        return tenant.value() + '/' + name;
    }

    @Override
    public int compareTo(AgentId other) {
        int byTenant = tenant.value().compareTo(other.tenant.value());
        return byTenant != 0 ? byTenant : name.compareTo(other.name);
    }
}
