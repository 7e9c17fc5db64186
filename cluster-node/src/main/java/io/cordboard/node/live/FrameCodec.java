package io.cordboard.node.live;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.cordboard.node.api.ApiJson;
import io.cordboard.node.api.Problem;
import io.cordboard.node.api.ProblemCode;
import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Stored;

/** Frames as JSON. What is read must be just what the protocol says; ids are written without the tenant. */
final class FrameCodec {

    private static final ObjectReader READER = ApiJson.mapper().readerFor(ClientFrame.class);
    private static final ObjectWriter WRITER = ApiJson.mapper().writerFor(ServerFrame.class);

    private static final ClassValue<String> EVENT_NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> event) {
            return event.getAnnotation(Stored.class).value();
        }
    };

    private FrameCodec() {}

    /** Fails with a {@link io.cordboard.node.api.ProblemException} that says what cannot be read. */
    static ClientFrame read(String text) {
        try {
            ClientFrame frame = READER.readValue(text);
            if (frame == null) {
                throw Problem.of(ProblemCode.MALFORMED_JSON, "Expected a frame, but got nothing")
                        .exception();
            }
            return frame;
        } catch (JsonProcessingException e) {
            throw problem(e).exception();
        }
    }

    private static Problem problem(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)
                || e.getCause() instanceof JsonParseException
                || e.getCause() instanceof StreamConstraintsException) {
            return Problem.of(
                    ProblemCode.MALFORMED_JSON, "Expected JSON within the limits of this API, but could not read on");
        }
        String detail = switch (mapping) {
            case InvalidTypeIdException _ -> "Expected a type of frame that the protocol knows";
            case UnrecognizedPropertyException _ -> "Expected no such member";
            case InvalidNullException _ -> "Expected a value, but there is none";
            default -> "Expected a value of another kind";
        };
        var pointer = new StringBuilder();
        for (JsonMappingException.Reference part : mapping.getPath()) {
            String name = part.getFieldName() == null ? String.valueOf(part.getIndex()) : part.getFieldName();
            pointer.append('/').append(name.length() > 64 ? name.substring(0, 64) : name);
        }
        return Problem.invalid(pointer.toString(), detail);
    }

    static String write(ServerFrame frame) {
        try {
            return WRITER.writeValueAsString(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a frame that JSON can hold, but got a " + frame.type(), e);
        }
    }

    /** The name under which an event is stored. */
    static String name(Event event) {
        return EVENT_NAMES.get(event.getClass());
    }
}
