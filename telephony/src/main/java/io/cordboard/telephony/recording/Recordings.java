package io.cordboard.telephony.recording;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.telephony.media.RecordingSink;
import io.cordboard.telephony.media.RecordingTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one door to the recordings that a node keeps. */
public final class Recordings {

    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private final RecordingStore store;
    private final RecordingKeys keys;
    private final RecordingSettings settings;
    private final RecordingObserver observer;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong kept = new AtomicLong();

    /** With what is there already. */
    public Recordings(
            RecordingStore store,
            RecordingKeys keys,
            RecordingSettings settings,
            RecordingObserver observer,
            Clock clock)
            throws IOException {
        this.store = store;
        this.keys = keys;
        this.settings = settings;
        this.observer = observer;
        this.clock = clock;
        kept.set(count());
    }

    /** In files, where the settings say. */
    public static Recordings inFiles(RecordingSettings settings, RecordingObserver observer, Clock clock)
            throws IOException {
        return new Recordings(
                RecordingStore.files(settings.directory()),
                RecordingKeys.files(settings.keys()),
                settings,
                observer,
                clock);
    }

    /**
     * What is to be recorded.
     *
     * @param customer whose key it is sealed by; the recording has a key of its own, if nobody knows who the customer is
     */
    public record Order(
            InteractionId interaction, RecordingId recording, Optional<String> customer, Instant keepUntil) {}

    /** Refused, when it is opened, if there is no room; the message says so. */
    public RecordingTarget target(Order order) {
        return () -> begin(order);
    }

    private RecordingSink begin(Order order) throws IOException {
        if (kept.get() >= settings.mostBytesOfNode()) {
            throw new IOException(
                    "Expected at most " + settings.mostBytesOfNode() + " bytes of recordings on this node");
        }
        long room = store.room();
        if (room < settings.leastRoom()) {
            throw new IOException(
                    "Expected " + settings.leastRoom() + " bytes of room for recordings, but there are " + room);
        }
        InteractionId interaction = order.interaction();
        RecordingKeys.Owner owner = order.customer()
                .map(customer -> RecordingKeys.Owner.customer(interaction.tenant(), customer))
                .orElseGet(() -> RecordingKeys.Owner.recording(interaction, order.recording()));
        byte[] key = new byte[Sealing.KEY];
        random.nextBytes(key);
        var head = new Head(
                interaction,
                order.recording(),
                clock.instant(),
                order.keepUntil(),
                keys.id(owner),
                HexFormat.of().formatHex(keys.wrap(owner, key, Head.bound(interaction, order.recording()))));
        OutputStream out = store.create(head.name());
        try {
            byte[] bytes = head.bytes();
            out.write(bytes);
            written(bytes.length);
        } catch (IOException e) {
            out.close();
            store.delete(head.name());
            throw e;
        }
        observer.begun(interaction.tenant());
        return new SealedSink(out, new Frames(key, head.digest()), settings.mostBytes(), this::written);
    }

    private void written(long bytes) {
        kept.addAndGet(bytes);
        observer.written(bytes);
    }

    /**
     * A recording that can be listened to: a WAV file.
     *
     * @param length of the file, in bytes
     * @param whole whether it was ended in order, and not by the end of its node or a full disk
     */
    public record Playback(long length, boolean whole, InputStream sound) {}

    /**
     * The recording, if this node has it. Fails with {@link RecordingUnreadable}, also while it is read, if it is not what was
     * written, or its key is gone.
     */
    public Optional<Playback> play(InteractionId interaction, RecordingId recording) throws IOException {
        RecordingName name = RecordingName.of(interaction, recording);
        InputStream in;
        SealedStream.Extent extent;
        try {
            extent = extent(name);
            in = store.read(name);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        try {
            Head head = Head.read(in);
            byte[] key = keys.unwrap(
                    interaction.tenant(),
                    head.key(),
                    HexFormat.of().parseHex(head.wrapped()),
                    Head.bound(interaction, recording));
            InputStream sound = new SealedStream(in, new Frames(key, head.digest()));
            byte[] header = sound.readNBytes(Lengths.HEADER);
            return Optional.of(new Playback(
                    extent.bytes(),
                    extent.whole(),
                    new SequenceInputStream(Lengths.told(header, extent.bytes()), sound)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            in.close();
            throw new RecordingUnreadable("Expected the key of " + name + ", but it is gone, or is another's", e);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private SealedStream.Extent extent(RecordingName name) throws IOException {
        try (InputStream in = store.read(name)) {
            Head.read(in);
            return SealedStream.extent(in);
        }
    }

    /** Whether this node has it, readable or not. */
    public boolean has(InteractionId interaction, RecordingId recording) throws IOException {
        RecordingName name = RecordingName.of(interaction, recording);
        return store.list().stream().anyMatch(entry -> entry.name().equals(name));
    }

    /** Whether it was there. A key of its own goes with it. */
    public boolean remove(InteractionId interaction, RecordingId recording) throws IOException {
        RecordingName name = RecordingName.of(interaction, recording);
        for (RecordingStore.Entry entry : store.list()) {
            if (entry.name().equals(name)) {
                return remove(entry, head(name), "asked");
            }
        }
        return false;
    }

    private boolean remove(RecordingStore.Entry entry, Optional<Head> head, String reason) throws IOException {
        RecordingName name = entry.name();
        if (!store.delete(name)) {
            return false;
        }
        kept.addAndGet(-entry.bytes());
        observer.removed(name.tenant(), reason);
        Optional<String> key = head.map(Head::key).filter(id -> id.startsWith("r"));
        if (key.isPresent()) {
            keys.delete(name.tenant(), key.get());
        }
        return true;
    }

    /**
     * Removes what has been kept for long enough; how many. One that cannot be read is left for people to look at, and one that cannot be
     * removed for the next time.
     */
    public int sweep() throws IOException {
        Instant now = clock.instant();
        int removed = 0;
        for (RecordingStore.Entry entry : store.list()) {
            Optional<Head> head = head(entry.name());
            boolean due = head.filter(known -> !known.keepUntil().isAfter(now)).isPresent();
            try {
                if (due && remove(entry, head, "retention")) {
                    removed++;
                }
            } catch (IOException e) {
                LOG.error("Recording {} is due to be removed, and could not be", entry.name(), e);
            }
        }
        return removed;
    }

    private Optional<Head> head(RecordingName name) {
        try (InputStream in = store.read(name)) {
            return Optional.of(Head.read(in));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("Recording {} cannot be read: {}", name, e.toString());
            return Optional.empty();
        }
    }

    private long count() throws IOException {
        return store.list().stream().mapToLong(RecordingStore.Entry::bytes).sum();
    }

    /** Of one that could not be begun, or not be gone on with. */
    public void failed(InteractionId interaction) {
        observer.failed(interaction.tenant());
    }

    /** How many bytes this node keeps. */
    public long bytes() {
        return kept.get();
    }

    /** A WAV file that came with an unknown length tells it once it is known. */
    private static final class Lengths {

        static final int HEADER = 44;

        static InputStream told(byte[] header, long bytes) {
            if (header.length == HEADER && bytes < 0xFFFF_FFFFL) {
                ByteBuffer.wrap(header)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putInt(4, (int) (bytes - 8))
                        .putInt(40, (int) (bytes - HEADER));
            }
            return new java.io.ByteArrayInputStream(header);
        }
    }
}
