package io.cordboard.routing.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cordboard.routing.agent.AgentProfile;
import io.cordboard.routing.expression.Attributes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How events look in JSON: absent optionals, attributes and preferences left out, times in ISO 8601, unknown fields ignored for the sake of later versions. */
public final class EventJson {

    /** A profile in which nothing is said of the queues is written as before that could be said. */
    interface AsBefore {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<?, ?> preferences();
    }

    private EventJson() {}

    public static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .addMixIn(AgentProfile.class, AsBefore.class)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        // As before there were any; see Contact, which always had some.
        mapper.configOverride(Attributes.class)
                .setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
        return mapper;
    }

    /** What reads the events of these sealed families, by their stored names. */
    public static Map<String, ObjectReader> readers(Class<?>... families) {
        var json = mapper();
        var readers = new HashMap<String, ObjectReader>();
        for (Class<?> family : families) {
            stored(family).forEach((name, event) -> readers.put(name, json.readerFor(event)));
        }
        return readers;
    }

    /** The events of a sealed family by their stored names. */
    public static Map<String, Class<?>> stored(Class<?> family) {
        var byName = new TreeMap<String, Class<?>>();
        for (Class<?> event : family.getPermittedSubclasses()) {
            if (event.isSealed()) {
                byName.putAll(stored(event));
                continue;
            }
            Stored stored = event.getAnnotation(Stored.class);
            if (stored == null) {
                throw new IllegalStateException("Expected a stored name on " + event);
            }
            byName.put(stored.value(), event);
        }
        return byName;
    }
}
