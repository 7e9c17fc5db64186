package io.cordboard.routing;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;

/** Writes and reads as the journal, the snapshot store and the network do. */
public final class Serialized {

    /** Ends with the JVM: its threads are daemons. */
    private static final Serialization SERIALIZATION = SerializationExtension.get(ActorSystem.create(
            "serialized",
            ConfigFactory.parseString(
                            "pekko { daemonic = on, loglevel = WARNING, actor.provider = local, coordinated-shutdown.run-by-jvm-shutdown-hook = off }")
                    .withFallback(ConfigFactory.load())));

    private Serialized() {}

    /** What comes back of it. */
    public static Object copy(Object original) {
        var serializer = SERIALIZATION.findSerializerFor(original);
        String manifest = Serializers.manifestFor(serializer, original);
        return read(serializer.identifier(), manifest, serializer.toBinary(original));
    }

    public static byte[] bytes(Object original) {
        return SERIALIZATION.findSerializerFor(original).toBinary(original);
    }

    /** The number of the serializer in charge, and the name under which it is stored. */
    public static String address(Object original) {
        var serializer = SERIALIZATION.findSerializerFor(original);
        return serializer.identifier() + " " + Serializers.manifestFor(serializer, original);
    }

    public static Object read(int serializer, String manifest, byte[] bytes) {
        return SERIALIZATION.deserialize(bytes, serializer, manifest).get();
    }
}
