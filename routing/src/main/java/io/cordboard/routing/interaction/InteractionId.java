package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;

/** One contact on one medium, from start to end. Written {@code tenant/name} wherever it is stored or sent. */
public record InteractionId(TenantId tenant, String name) implements Comparable<InteractionId> {

    /** Offers of it append to its name. */
    public static final int MAX_LENGTH = 40;

    public InteractionId {
        LocalName.require("an interaction id", name);
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "Expected an interaction id of at most " + MAX_LENGTH + " characters, but it has " + name.length());
        }
    }

    /** Reads {@code tenant/name}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static InteractionId of(String qualified) {
        return new InteractionId(
                LocalName.before("an interaction id", qualified), LocalName.after("an interaction id", qualified));
    }

    @JsonValue
    @Override
    public String toString() {
        return tenant.value() + '/' + name;
    }

    @Override
    public int compareTo(InteractionId other) {
        int byTenant = tenant.value().compareTo(other.tenant.value());
        return byTenant != 0 ? byTenant : name.compareTo(other.name);
    }
}
