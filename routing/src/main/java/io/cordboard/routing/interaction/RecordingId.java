package io.cordboard.routing.interaction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.cordboard.routing.tenant.LocalName;

/** One recording of an interaction; unique within it. */
public record RecordingId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RecordingId {
        LocalName.require("a recording", value);
    }

    static RecordingId nth(int n) {
        return new RecordingId("r" + n);
    }

    @Override
    public String toString() {
        return value;
    }
}
