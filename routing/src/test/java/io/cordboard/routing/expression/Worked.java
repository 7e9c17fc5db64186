package io.cordboard.routing.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordboard.routing.entity.EventJson;

/** Attributes and expressions as examples write them. */
final class Worked {

    static final ObjectMapper JSON = EventJson.mapper();

    private Worked() {}

    static Attributes attributes(String json) {
        try {
            return JSON.readValue(json, Attributes.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed.getOriginalMessage(), malformed);
        }
    }

    static Expression expression(String text) {
        return Expression.of(text);
    }
}
