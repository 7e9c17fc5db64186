package io.cordboard.routing.entity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes events as JSON under their {@link Stored} names, so that classes may move and an operator can read the journal.
 * The names of all sealed event families are listed in {@code cordboard.routing.events}.
 */
public final class EventSerializer extends SerializerWithStringManifest {

    private static final int IDENTIFIER = 7_120_001;

    private record Written(String name, ObjectWriter writer) {}

    private final Map<Class<?>, Written> written = new HashMap<>();
    private final Map<String, ObjectReader> readers = new HashMap<>();

    public EventSerializer(ExtendedActorSystem system) throws ClassNotFoundException {
        ObjectMapper json = EventJson.mapper();
        for (String family : system.settings().config().getStringList("cordboard.routing.events")) {
            Class<?> root = Class.forName(family, true, system.dynamicAccess().classLoader());
            EventJson.stored(root).forEach((name, event) -> {
                if (readers.put(name, json.readerFor(event)) != null) {
                    throw new IllegalStateException("Expected one event named " + name + ", but there are two");
                }
                written.put(event, new Written(name, json.writerFor(event)));
            });
        }
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object event) {
        return written(event).name();
    }

    private Written written(Object event) {
        Written known = written.get(event.getClass());
        if (known == null) {
            throw new IllegalArgumentException("Expected a stored event, but got " + event.getClass());
        }
        return known;
    }

    @Override
    public byte[] toBinary(Object event) {
        try {
            return written(event).writer().writeValueAsBytes(event);
        } catch (IOException e) {
            throw new IllegalArgumentException("Expected an event that JSON can hold, but got " + event, e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        ObjectReader reader = readers.get(manifest);
        if (reader == null) {
            throw new NotSerializableException("Expected the name of a stored event, but got " + manifest);
        }
        try {
            return reader.readValue(bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException("Expected the JSON of " + manifest + ", but could not read it", e);
        }
    }
}
