package io.cordboard.telephony.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.RecordingId;
import io.cordboard.telephony.media.RecordingSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final InteractionId CALL = InteractionId.of("shop/call-1");
    private static final RecordingId R1 = new RecordingId("r1");
    private static final RecordingId R2 = new RecordingId("r2");
    private static final int CHUNK = 16_000;

    @TempDir
    Path data;

    private Recordings recordings;

    @BeforeEach
    void open() throws IOException {
        recordings = at(NOW, settings(10_000_000, 100_000_000));
    }

    private RecordingSettings settings(long mostBytes, long mostOfNode) {
        return new RecordingSettings(
                data.resolve("recordings"), data.resolve("keys"), mostBytes, mostOfNode, 0, Duration.ofMinutes(1));
    }

    private static Recordings at(Instant now, RecordingSettings settings) throws IOException {
        return Recordings.inFiles(settings, RecordingObserver.NONE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Recordings.Order order(RecordingId recording, Optional<String> customer) {
        return new Recordings.Order(CALL, recording, customer, NOW.plus(Duration.ofDays(30)));
    }

    /** Sound of which no two chunks are alike. */
    private static byte[] sound(int chunk) {
        byte[] bytes = new byte[CHUNK];
        for (int i = 0; i < CHUNK; i++) {
            bytes[i] = (byte) (i * 31 + chunk * 7 + i / 256);
        }
        return bytes;
    }

    private static byte[] header() {
        byte[] header = new byte[44];
        Arrays.fill(header, (byte) 'h');
        return header;
    }

    private RecordingSink begin(RecordingId recording, int chunks) throws IOException {
        RecordingSink sink =
                recordings.target(order(recording, Optional.empty())).open();
        sink.append(ByteBuffer.wrap(header()));
        for (int chunk = 0; chunk < chunks; chunk++) {
            sink.append(ByteBuffer.wrap(sound(chunk)));
            sink.amend(ByteBuffer.wrap(header()));
        }
        return sink;
    }

    private void record(RecordingId recording, int chunks) throws IOException {
        begin(recording, chunks).close();
    }

    private byte[] played(RecordingId recording) throws IOException {
        try (var sound = recordings.play(CALL, recording).orElseThrow().sound()) {
            return sound.readAllBytes();
        }
    }

    private Path file() throws IOException {
        return files().getFirst();
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(data.resolve("recordings"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(data.resolve("recordings"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static byte[] joined(int chunks) {
        ByteBuffer all = ByteBuffer.allocate(chunks * CHUNK);
        for (int chunk = 0; chunk < chunks; chunk++) {
            all.put(sound(chunk));
        }
        return all.array();
    }

    private static byte[] withoutHeader(byte[] wav) {
        return Arrays.copyOfRange(wav, 44, wav.length);
    }

    /** Where each frame begins, and the end; the first is the WAV header's, the last the empty one. */
    private static List<Integer> frames(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = 8 + file.getInt(4);
        var frames = new ArrayList<>(List.of(at));
        while (at < bytes.length) {
            at += 4 + Frames.length(file.getInt(at)) + Sealing.TAG;
            frames.add(at);
        }
        return frames;
    }

    @Test
    void whatWasRecordedIsPlayedAndTellsItsLength() throws IOException {
        record(R1, 5);

        var playback = recordings.play(CALL, R1).orElseThrow();
        byte[] wav = playback.sound().readAllBytes();

        assertThat(playback.whole()).isTrue();
        assertThat(playback.length()).isEqualTo(wav.length).isEqualTo(44 + 5 * CHUNK);
        assertThat(withoutHeader(wav)).isEqualTo(joined(5));
        ByteBuffer header = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.getInt(4)).isEqualTo(wav.length - 8);
        assertThat(header.getInt(40)).isEqualTo(5 * CHUNK);
    }

    @Test
    void whatIsLargerThanAFrameIsSeveral() throws IOException {
        var sink = recordings.target(order(R1, Optional.empty())).open();
        sink.append(ByteBuffer.wrap(header()));
        sink.append(ByteBuffer.wrap(joined(9)));
        sink.close();

        assertThat(withoutHeader(played(R1))).isEqualTo(joined(9));
    }

    @Test
    void recordingOfANodeThatWasKilledHoldsAllThatWasAppended() throws IOException {
        begin(R1, 4);

        var playback = recordings.play(CALL, R1).orElseThrow();

        assertThat(playback.whole()).isFalse();
        assertThat(withoutHeader(playback.sound().readAllBytes())).isEqualTo(joined(4));
    }

    @Test
    void recordingThatWasCutWithinAFrameEndsBeforeIt() throws IOException {
        begin(R1, 4);
        byte[] bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length - 1));

        var playback = recordings.play(CALL, R1).orElseThrow();

        assertThat(playback.length()).isEqualTo(44 + 3 * CHUNK);
        assertThat(withoutHeader(playback.sound().readAllBytes())).isEqualTo(joined(3));
    }

    @Test
    void whatIsCutOffOneThatEndedInOrderIsNoticed() throws IOException {
        record(R1, 4);
        byte[] bytes = Files.readAllBytes(file());
        List<Integer> frames = frames(bytes);
        assertThat(frames).hasSize(7);
        for (int end : frames.subList(1, frames.size() - 1)) {
            Files.write(file(), Arrays.copyOf(bytes, end));

            assertThat(recordings.play(CALL, R1).orElseThrow().whole()).isFalse();
        }
    }

    @Test
    void aChangedBitInAnyFrameIsFound() throws IOException {
        record(R1, 3);
        byte[] bytes = Files.readAllBytes(file());
        List<Integer> frames = frames(bytes);
        for (int i = 0; i < frames.size() - 1; i++) {
            int begin = frames.get(i);
            int end = frames.get(i + 1);
            for (int at : List.of(begin, begin + 3, begin + 4, (begin + 4 + end) / 2, end - 1)) {
                byte[] changed = bytes.clone();
                changed[at] ^= 1;
                Files.write(file(), changed);
                // A length that is another moves the end, so it may be cut short there; but nothing false is played.
                try {
                    byte[] played = played(R1);
                    assertThat(at).as("only a length may lead astray").isLessThan(begin + 4);
                    assertThat(recordings.play(CALL, R1).orElseThrow().whole()).isFalse();
                    assertThat(played).hasSizeLessThanOrEqualTo(44 + 3 * CHUNK);
                } catch (RecordingUnreadable found) {
                    assertThat(found).hasMessageStartingWith("Expected the recording as it was written");
                }
            }
        }
    }

    @Test
    void framesThatAreSwappedDroppedOrRepeatedAreFound() throws IOException {
        record(R1, 3);
        byte[] bytes = Files.readAllBytes(file());
        List<Integer> f = frames(bytes);
        List<byte[]> parts = new ArrayList<>(List.of(Arrays.copyOf(bytes, f.getFirst())));
        for (int i = 0; i < f.size() - 1; i++) {
            parts.add(Arrays.copyOfRange(bytes, f.get(i), f.get(i + 1)));
        }
        for (List<Integer> order :
                List.of(List.of(0, 1, 3, 2, 4, 5), List.of(0, 1, 2, 4, 5), List.of(0, 1, 2, 2, 3, 4, 5))) {
            ByteBuffer changed = ByteBuffer.allocate(bytes.length * 2);
            order.forEach(part -> changed.put(parts.get(part)));
            Files.write(file(), Arrays.copyOf(changed.array(), changed.position()));

            assertThatThrownBy(() -> played(R1)).as(order.toString()).isInstanceOf(RecordingUnreadable.class);
        }
    }

    @Test
    void nothingIsAppendedToOneThatHasEnded() throws IOException {
        record(R1, 1);
        byte[] bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length + 1));

        assertThatThrownBy(() -> played(R1)).isInstanceOf(RecordingUnreadable.class);
    }

    @Test
    void headThatWasChangedIsFound() throws IOException {
        record(R1, 1);
        byte[] bytes = Files.readAllBytes(file());
        for (int at = 0; at < frames(bytes).getFirst(); at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(file(), changed);

            assertThatThrownBy(() -> played(R1)).as("byte " + at).isInstanceOfAny(IOException.class);
        }
    }

    @Test
    void oneRecordingIsNotPlayedAsAnother() throws IOException {
        record(R1, 1);
        record(R2, 1);
        List<Path> files = files();
        Files.write(files.get(1), Files.readAllBytes(files.get(0)));

        assertThatThrownBy(() -> played(R2)).isInstanceOf(RecordingUnreadable.class);
    }

    @Test
    void nothingOfWhatWasSaidOrWhoSaidItIsOnTheDisk() throws IOException {
        var sink = recordings.target(order(R1, Optional.of("+49301234567"))).open();
        sink.append(ByteBuffer.wrap("my card is 4111 1111".getBytes(StandardCharsets.US_ASCII)));
        sink.close();

        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                assertThat(data.relativize(path).toString()).doesNotContain("49301234567", "call-1");
                if (Files.isRegularFile(path)) {
                    assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
                            .doesNotContain("4111", "49301234567");
                    assertThat(Files.getPosixFilePermissions(path))
                            .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
                }
            }
        }
    }

    @Test
    void deletingTheKeyOfACustomerErasesWhatWasRecordedOfThem() throws IOException {
        recordings.target(order(R1, Optional.of("kim"))).open().close();
        record(R2, 1);
        RecordingKeys keys = RecordingKeys.files(data.resolve("keys"));

        keys.delete(CALL.tenant(), keys.id(RecordingKeys.Owner.customer(CALL.tenant(), "kim")));

        assertThatThrownBy(() -> recordings.play(CALL, R1)).isInstanceOf(RecordingUnreadable.class);
        assertThat(withoutHeader(played(R2))).isEqualTo(joined(1));
        recordings
                .target(order(new RecordingId("r3"), Optional.of("kim")))
                .open()
                .close();
        assertThatThrownBy(() -> recordings.play(CALL, R1)).isInstanceOf(RecordingUnreadable.class);
    }

    @Test
    void keysOfDifferentTenantsAreDifferent() throws IOException {
        RecordingKeys keys = RecordingKeys.files(data.resolve("keys"));
        var other = InteractionId.of("bank/call-1");
        byte[] bound = {1};

        byte[] wrapped = keys.wrap(RecordingKeys.Owner.customer(CALL.tenant(), "kim"), new byte[Sealing.KEY], bound);
        keys.wrap(RecordingKeys.Owner.customer(other.tenant(), "kim"), new byte[Sealing.KEY], bound);

        String theirs = keys.id(RecordingKeys.Owner.customer(other.tenant(), "kim"));
        assertThatThrownBy(() -> keys.unwrap(other.tenant(), theirs, wrapped, bound))
                .isInstanceOf(java.security.GeneralSecurityException.class);
    }

    @Test
    void isRemovedWithItsKeyWhenItsTimeIsOver() throws IOException {
        record(R1, 1);
        record(R2, 1);
        var settings = settings(10_000_000, 100_000_000);

        assertThat(at(NOW.plus(Duration.ofDays(30)).minusMillis(1), settings).sweep())
                .isZero();
        assertThat(played(R1)).isNotEmpty();

        recordings.remove(CALL, R1);
        assertThat(recordings.play(CALL, R1)).isEmpty();
        assertThat(played(R2)).isNotEmpty();
        assertThat(at(NOW.plus(Duration.ofDays(30)), settings).sweep()).isEqualTo(1);
        assertThat(files()).isEmpty();
        assertThat(data.resolve("keys").resolve("shop")).isEmptyDirectory();
        assertThat(recordings.remove(CALL, R2)).isFalse();
    }

    @Test
    void oneThatCannotBeRemovedDoesNotKeepTheOthers() throws IOException {
        record(R1, 1);
        record(R2, 1);
        try (Stream<Path> keys = Files.list(data.resolve("keys/shop"))) {
            Path key = keys.filter(file -> file.getFileName().toString().startsWith("r"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(key);
            Files.createDirectories(key.resolve("in-the-way"));
        }

        at(NOW.plus(Duration.ofDays(30)), settings(10_000_000, 100_000_000)).sweep();

        assertThat(files()).isEmpty();
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        record(R1, 1);
        Path foreign = data.resolve("recordings/shop/notes.txt");
        Files.writeString(foreign, "mine");
        Path damaged = data.resolve("recordings/shop/" + "0".repeat(32) + "-r1.rec");
        Files.writeString(damaged, "not a recording");

        assertThat(at(NOW.plus(Duration.ofDays(99)), settings(10_000_000, 100_000_000))
                        .sweep())
                .isEqualTo(1);

        assertThat(files()).containsExactly(damaged, foreign);
    }

    @Test
    void nodeThatIsFullBeginsNoRecording() throws IOException {
        recordings = at(NOW, settings(64_000, 64_000));
        record(R1, 3);
        record(R2, 1);

        assertThatThrownBy(() -> begin(new RecordingId("r3"), 1))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected at most 64000 bytes of recordings");
        recordings.remove(CALL, R1);
        record(new RecordingId("r3"), 1);
    }

    @Test
    void diskWithoutRoomBeginsNoRecording() throws IOException {
        recordings = at(
                NOW,
                new RecordingSettings(
                        data.resolve("recordings"),
                        data.resolve("keys"),
                        64_000,
                        64_000,
                        Long.MAX_VALUE,
                        Duration.ofMinutes(1)));

        assertThatThrownBy(() -> begin(R1, 1)).hasMessageContaining("bytes of room for recordings");
        assertThat(files()).isEmpty();
    }

    @Test
    void recordingThatGetsTooLongEndsAndKeepsWhatItHas() throws IOException {
        recordings = at(NOW, settings(64_000, 100_000_000));
        RecordingSink sink = begin(R1, 3);

        assertThatThrownBy(() -> sink.append(ByteBuffer.wrap(sound(3))))
                .hasMessageStartingWith("Expected a recording of at most 64000 bytes");
        sink.close();

        var playback = recordings.play(CALL, R1).orElseThrow();
        assertThat(playback.whole()).isFalse();
        assertThat(withoutHeader(playback.sound().readAllBytes())).isEqualTo(joined(3));
    }

    @Test
    void nodeKnowsWhatItKeptBefore() throws IOException {
        record(R1, 3);

        assertThat(at(NOW, settings(64_000, 100_000_000)).bytes())
                .isEqualTo(Files.size(file()))
                .isEqualTo(recordings.bytes());
    }

    @Test
    void nameNeverLeadsOutOfTheDirectory() throws IOException {
        for (String name : List.of("../r1", "a/b", "..", ".", "")) {
            assertThatThrownBy(() -> new RecordingId(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new RecordingName(CALL.tenant(), name, R1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        RecordingKeys keys = RecordingKeys.files(data.resolve("keys"));
        assertThatThrownBy(() -> keys.delete(CALL.tenant(), "../salt")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recordingIsNotWrittenOver() throws IOException {
        record(R1, 1);

        assertThatThrownBy(() -> begin(R1, 2)).isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
        assertThat(withoutHeader(played(R1))).isEqualTo(joined(1));
    }
}
