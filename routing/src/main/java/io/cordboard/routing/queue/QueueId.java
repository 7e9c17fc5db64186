package io.cordboard.routing.queue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;

/** One queue of a tenant. Written {@code tenant/name} wherever it is stored or sent. */
public record QueueId(TenantId tenant, String name) implements Comparable<QueueId> {

    public QueueId {
        LocalName.require("a queue id", name);
    }

    /** Reads {@code tenant/name}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static QueueId of(String qualified) {
        return new QueueId(LocalName.before("a queue id", qualified), LocalName.after("a queue id", qualified));
    }

    @JsonValue
    @Override
    public String toString() {
        return tenant.value() + '/' + name;
    }

    @Override
    public int compareTo(QueueId other) {
        int byTenant = tenant.value().compareTo(other.tenant.value());
        return byTenant != 0 ? byTenant : name.compareTo(other.name);
    }
}
