package io.cordboard.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Status;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.SnapshotOffer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** A small persistent actor as the tests' stand for an entity: it keeps what it was told, and answers when that is stored. */
public final class Notes extends AbstractPersistentActor {

    public record Note(String text) {}

    public record Read() {
        public static final Read ALL = new Read();
    }

    public record SaveSnapshot() {}

    public record Noted(String text) {}

    private final String persistenceId;
    private final List<String> texts = new ArrayList<>();

    private final boolean remembers;

    private Notes(String persistenceId, boolean remembers) {
        this.persistenceId = persistenceId;
        this.remembers = remembers;
    }

    public static Props props(String persistenceId) {
        return Props.create(Notes.class, () -> new Notes(persistenceId, true));
    }

    /** Notes that forget what they were told once it is stored, for long loads. */
    public static Props counting(String persistenceId) {
        return Props.create(Notes.class, () -> new Notes(persistenceId, false));
    }

    @Override
    public String persistenceId() {
        return persistenceId;
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder()
                .match(Noted.class, this::keep)
                .match(SnapshotOffer.class, offer -> texts.addAll(List.of(((String) offer.snapshot()).split(","))))
                .match(RecoveryCompleted.class, _ -> {})
                .build();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Note.class, note -> {
                    var from = sender();
                    persistAllAsync(List.of(new Noted(note.text())), noted -> {
                        keep(noted);
                        from.tell(noted.text(), self());
                    });
                })
                .match(Read.class, _ -> sender().tell(List.copyOf(texts), self()))
                .match(SaveSnapshot.class, _ -> saveSnapshot(String.join(",", texts)))
                .matchAny(_ -> {})
                .build();
    }

    private void keep(Noted noted) {
        if (remembers) {
            texts.add(noted.text());
        }
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long seqNr) {
        sender().tell(new Status.Failure(cause), ActorRef.noSender());
        super.onPersistFailure(cause, event, seqNr);
    }

    /** {@code JournalPlugin}'s configuration, with what these actors need to be stored. */
    public static Config config(JournalSettings settings) {
        return JournalPlugin.config(settings)
                .withFallback(ConfigFactory.parseString("""
                    pekko.actor.serializers.notes = "io.cordboard.persistence.journal.Notes$NotedSerializer"
                    pekko.actor.serialization-bindings."io.cordboard.persistence.journal.Notes$Noted" = notes
                    pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
                    pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
                    pekko.actor.provider = local
                    pekko.coordinated-shutdown.exit-jvm = off
                    """))
                .withFallback(ConfigFactory.load());
    }

    /** Stores a note under a logical name. */
    public static final class NotedSerializer extends SerializerWithStringManifest {

        @Override
        public int identifier() {
            return 77_001;
        }

        @Override
        public String manifest(Object noted) {
            return "noted";
        }

        @Override
        public byte[] toBinary(Object noted) {
            return ((Noted) noted).text().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object fromBinary(byte[] bytes, String manifest) {
            return new Noted(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
