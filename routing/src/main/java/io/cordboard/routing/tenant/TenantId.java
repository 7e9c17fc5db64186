package io.cordboard.routing.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** One client company of the operator: 1 to 40 of {@code a-z 0-9 -}, starting with a letter or digit. */
public record TenantId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TenantId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Expected a tenant id of 1 to 40 of a-z, 0-9 and -, but got '" + LocalName.shown(value) + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
