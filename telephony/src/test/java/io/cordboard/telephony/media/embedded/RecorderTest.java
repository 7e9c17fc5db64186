package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.telephony.media.Phone;
import io.cordboard.telephony.media.RecordingSink;
import io.cordboard.telephony.media.RecordingTarget;
import io.cordboard.telephony.media.Stereo;
import io.cordboard.telephony.media.Tone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final int LONGEST = 1_000;
    private final List<String> failures = new CopyOnWriteArrayList<>();

    private Recorder recorder(RecordingSink sink) {
        var recorder = new Recorder(sink, failures::add, 4, LONGEST);
        Thread.ofVirtual().start(recorder);
        return recorder;
    }

    private static short[] tone(double hertz, int frame) {
        short[] samples = new short[160];
        for (int i = 0; i < 160; i++) {
            samples[i] = Tone.sample(hertz, 8_000, frame * 160L + i);
        }
        return samples;
    }

    /** Gives frames as fast as the writer takes them: until the header tells of all whole chunks. */
    private static void give(Recorder recorder, Path file, int from, int to) {
        for (int i = from; i < to; i++) {
            recorder.frame(tone(400, i), tone(700, i));
            int written = (i + 1) / Recorder.CHUNK_FRAMES * Recorder.CHUNK_FRAMES * 640;
            Phone.until(() -> written == 0 || lengthToldOf(file) >= written);
        }
    }

    private static int lengthToldOf(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return ByteBuffer.wrap(bytes.readNBytes(44))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt(40);
        }
    }

    @Test
    void fileCanBePlayedAtAnyMomentAndLacksLessThanASecond(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.wav");
        Recorder recorder = recorder(RecordingTarget.file(file).open());
        for (int frame = 0; frame < 200; frame += 37) {
            give(recorder, file, frame, frame + 37);
            double given = (frame + 37) / 50.0;
            assertThat(Stereo.read(file).seconds()).isGreaterThan(given - 0.51);
        }
        recorder.end();
        recorder.closed().join();

        Stereo whole = Stereo.read(file);
        assertThat(whole.seconds()).isEqualTo(222 / 50.0);
        assertThat(whole.left(400)).isGreaterThan(7_900);
        assertThat(whole.right(700)).isGreaterThan(7_900);
        assertThat(failures).isEmpty();
    }

    @Test
    void pauseIsSilenceUntilWhatWasUnderwayIsOver(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.wav");
        Recorder recorder = recorder(RecordingTarget.file(file).open());
        give(recorder, file, 0, 25);
        recorder.pause();
        give(recorder, file, 25, 75);
        recorder.resume(5);
        recorder.resume(0);
        give(recorder, file, 75, 125);
        recorder.end();
        recorder.closed().join();

        byte[] bytes = Files.readAllBytes(file);
        for (int frame = 0; frame < 125; frame++) {
            int sounding = 0;
            for (int i = 0; i < 640; i++) {
                sounding += bytes[44 + frame * 640 + i] != 0 ? 1 : 0;
            }
            boolean hidden = frame >= 25 && frame < 80;
            assertThat(sounding > 100).as("frame %d", frame).isEqualTo(!hidden);
            assertThat(sounding == 0).as("frame %d", frame).isEqualTo(hidden);
        }
    }

    @Test
    void diskThatTakesNothingIsGivenUpWithoutWaiting() throws InterruptedException {
        var free = new CountDownLatch(1);
        Recorder recorder = recorder(new RecordingSink() {
            @Override
            public void append(ByteBuffer chunk) throws IOException {
                try {
                    assertThat(free.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void amend(ByteBuffer header) {}

            @Override
            public void close() {}
        });
        // Four chunks wait; the media thread is never made to.
        for (int i = 0; i < 4 * Recorder.CHUNK_FRAMES; i++) {
            recorder.frame(null, new short[160]);
        }
        assertThat(failures).isEmpty();
        for (int i = 0; i < 10; i++) {
            recorder.frame(null, new short[160]);
        }
        assertThat(failures).containsExactly("the target takes too long");
        free.countDown();
        recorder.closed().join();
    }

    @Test
    void sinkThatFailsUncheckedIsToldOfLikeAnyOther() {
        Recorder recorder = recorder(new RecordingSink() {
            @Override
            public void append(ByteBuffer chunk) {
                throw new IllegalStateException("no key to encrypt with");
            }

            @Override
            public void amend(ByteBuffer header) {}

            @Override
            public void close() {}
        });
        recorder.closed().join();
        assertThat(failures).containsExactly("java.lang.IllegalStateException: no key to encrypt with");
    }

    @Test
    void fileIsItsOwnersAlone(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.wav");
        RecordingTarget.file(file).open().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void recordingEndsAtItsGreatestLength(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("a.wav");
        Recorder recorder = recorder(RecordingTarget.file(file).open());
        give(recorder, file, 0, LONGEST);
        recorder.frame(null, new short[160]);
        recorder.frame(null, new short[160]);
        recorder.closed().join();

        assertThat(failures).containsExactly("it has got as long as it may");
        assertThat(Stereo.read(file).seconds()).isEqualTo(LONGEST / 50.0);
    }

    @Test
    void processThatIsKilledHasWrittenAllButASecond(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("a.wav");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int given = 0;
        try (var said = process.inputReader()) {
            while (given < 175) {
                given = Integer.parseInt(said.readLine());
            }
        }
        process.destroyForcibly().waitFor();

        Stereo left = Stereo.read(file);
        assertThat(left.seconds()).isGreaterThan(given / 50.0 - 1);
        assertThat(left.left(400)).isGreaterThan(7_000);
    }

    /** Records for ever, and says how many frames it has given. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            List<String> failures = new ArrayList<>();
            var recorder =
                    new Recorder(RecordingTarget.file(Path.of(arguments[0])).open(), failures::add, 20, 10_000);
            Thread.ofPlatform().start(recorder);
            var never = new CountDownLatch(1);
            for (int i = 0; i < 10_000 && failures.isEmpty(); i++) {
                recorder.frame(tone(400, i), tone(700, i));
                System.out.println(i + 1);
                if (never.await(20, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }
}
