package io.cordboard.routing.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/** Settings and whose they are. */
public record Named(Ref ref, Settings settings) {

    public Named {
        if (ref.kind() != settings.kind()) {
            throw new IllegalArgumentException(
                    "Expected settings of a " + ref.kind().word() + ", but got those of a "
                            + settings.kind().word());
        }
    }

    public static Named of(String name, Settings settings) {
        return new Named(new Ref(settings.kind(), name), settings);
    }

    @JsonCreator
    static Named stored(@JsonProperty("ref") Ref ref, @JsonProperty("settings") JsonNode settings) {
        return new Named(ref, SettingsCodec.stored(ref.kind(), settings));
    }
}
