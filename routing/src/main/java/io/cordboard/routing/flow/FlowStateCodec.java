package io.cordboard.routing.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.expression.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Between a {@link FlowState} and plain JSON. What a later release adds is overlooked, and what is missing is as at the beginning. */
public final class FlowStateCodec {

    private FlowStateCodec() {}

    public static ObjectNode write(FlowState state) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("step", state.step());
        out.set("learned", state.learned().json());
        if (!state.secrets().isEmpty()) {
            ObjectNode secrets = out.putObject("secrets");
            state.secrets().forEach(secrets::put);
        }
        out.put("ahead", state.ahead()).put("stray", state.stray());
        out.put("noInputs", state.noInputs())
                .put("noMatches", state.noMatches())
                .put("taken", state.taken());
        state.helped().ifPresent(reason -> out.put("helped", reason.name()));
        state.survey().ifPresent(survey -> out.put("survey", survey));
        return out;
    }

    /** Fails with an IllegalArgumentException where it is none. */
    public static FlowState read(JsonNode in) {
        if (!in.path("step").isTextual()) {
            throw new IllegalArgumentException("Expected the state of a flow's run, but got none");
        }
        SortedMap<String, String> secrets = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : in.path("secrets").properties()) {
            secrets.put(each.getKey(), each.getValue().asText());
        }
        return new FlowState(
                in.path("step").asText(),
                in.has("learned") ? Attributes.of(in.get("learned")) : Attributes.NONE,
                secrets,
                in.path("ahead").asText(),
                in.path("stray").asText(),
                in.path("noInputs").asInt(),
                in.path("noMatches").asInt(),
                in.path("taken").asInt(),
                text(in, "helped")
                        .flatMap(word -> List.of(FlowAct.Reason.values()).stream()
                                .filter(reason -> reason.name().equals(word))
                                .findFirst()),
                text(in, "survey"));
    }

    private static Optional<String> text(JsonNode in, String name) {
        return Optional.ofNullable(in.get(name)).map(JsonNode::asText);
    }
}
