package io.cordboard.routing.flow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a customer is led through by itself: one published document of named steps.
 *
 * @param language of texts that do not say theirs, and for customers of whom no other is known
 * @param timeout how long an answer is waited for
 * @param between how long after a digit the next one is waited for
 * @param waiting what follows in the queue
 */
public record Flow(
        String language,
        String start,
        SortedMap<String, FlowStep> steps,
        Duration timeout,
        Duration between,
        Attempts noInput,
        Attempts noMatch,
        Help help,
        Optional<Treatment> waiting) {

    public static final Duration TIMEOUT = Duration.ofSeconds(5);
    public static final Duration BETWEEN = Duration.ofSeconds(3);

    public Flow {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    }

    /** Reads the document again. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Flow of(JsonNode document) {
        return FlowCodec.read(document).orThrow();
    }

    @JsonValue
    public JsonNode toJson() {
        return FlowCodec.write(this);
    }
}
