package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.tenant.LocalName;
import io.cordboard.routing.tenant.TenantId;

/** One offer of one interaction to one agent; unique for ever, so that an offer can be sent again without harm. */
public record OfferId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OfferId {
        LocalName.require("an offer id", value);
    }

    /** A new offer; {@code unique} tells it from all others of the interaction. */
    public static OfferId of(InteractionId interaction, String unique) {
        return new OfferId(interaction.name() + '.' + unique);
    }

    /** The interaction that is offered. */
    public InteractionId interaction(TenantId tenant) {
        int dot = value.lastIndexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("Expected an offer id as interaction.number, but got '" + value + "'");
        }
        return new InteractionId(tenant, value.substring(0, dot));
    }

    @Override
    public String toString() {
        return value;
    }
}
