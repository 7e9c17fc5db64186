package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.Sound;
import io.cordboard.telephony.media.Tone;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PromptsTest {

    @TempDir
    Path directory;

    private final Prompts prompts = new Prompts(Duration.ofSeconds(10), 1_048_576);

    /** A WAV file, as the JDK writes one. */
    private Path wav(String name, int seconds, int rate, int bits, int channels) throws IOException {
        Path file = directory.resolve(name);
        int frames = seconds * rate;
        ByteBuffer bytes = ByteBuffer.allocate(frames * channels * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        while (bits == 16 && bytes.hasRemaining()) {
            bytes.putShort(Tone.sample(400, 8_000, bytes.position() / 2));
        }
        var format = new AudioFormat(rate, bits, channels, bits > 8, false);
        var stream = new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, frames);
        AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
        return file;
    }

    private short[] samples(Path file) {
        return prompts.samples(List.of(new Sound.File(file))).getFirst();
    }

    @Test
    void fileIsReadAndKeptUntilItChanges() throws IOException {
        Path file = wav("a.wav", 1, 8_000, 16, 1);
        short[] first = samples(file);
        assertThat(first).hasSize(8_000);
        assertThat(Tone.in(first, 400)).isGreaterThan(7_900);
        assertThat(samples(file)).isSameAs(first);

        Files.delete(file);
        wav("a.wav", 2, 8_000, 16, 1);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(samples(file)).hasSize(16_000);
    }

    @Test
    void leastRecentlyPlayedIsForgottenWhenMemoryIsFull() throws IOException {
        // 1 MiB holds six files of 10 s.
        short[] first = samples(wav("0.wav", 10, 8_000, 16, 1));
        for (int i = 1; i < 6; i++) {
            samples(wav(i + ".wav", 10, 8_000, 16, 1));
        }
        assertThat(samples(directory.resolve("0.wav"))).isSameAs(first);
        short[] second = samples(directory.resolve("1.wav"));
        for (int i = 6; i < 11; i++) {
            samples(wav(i + ".wav", 10, 8_000, 16, 1));
        }
        assertThat(samples(directory.resolve("1.wav"))).isSameAs(second);
        assertThat(samples(directory.resolve("0.wav"))).isNotSameAs(first);
    }

    @ParameterizedTest
    @CsvSource({"1, 44100, 16, 1", "1, 8000, 16, 2", "1, 8000, 8, 1", "11, 8000, 16, 1", "0, 8000, 16, 1"})
    void fileOfAnotherKindOrTooLongIsRefused(int seconds, int rate, int bits, int channels) throws IOException {
        Path file = wav("a.wav", seconds, rate, bits, channels);
        assertThatThrownBy(() -> samples(file))
                .isInstanceOf(MediaRefused.class)
                .hasFieldOrPropertyWithValue("reason", MediaRefused.Reason.PROMPT)
                .hasMessageContaining("a.wav")
                .hasMessageContaining("Expected");
    }

    @Test
    void soundsTogetherAreNoLongerThanOneMayBe() {
        var pause = new Sound.Pause(Duration.ofSeconds(4));
        assertThat(prompts.samples(List.of(pause, pause))).hasSize(2);
        assertThatThrownBy(() -> prompts.samples(List.of(pause, pause, pause))).isInstanceOf(MediaRefused.class);
        assertThatThrownBy(() -> prompts.samples(List.of(new Sound.Pause(Duration.ZERO))))
                .isInstanceOf(MediaRefused.class);
    }

    @Test
    void damagedFilesAreRefusedWhateverIsWrongWithThem() throws IOException {
        byte[] good = Files.readAllBytes(wav("a.wav", 1, 8_000, 16, 1));
        Path file = directory.resolve("bad.wav");
        var random = new SplittableRandom(11);
        int read = 0;
        for (int i = 0; i < 500; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
            for (int changes = random.nextInt(4); changes > 0 && bad.length > 0; changes--) {
                bad[random.nextInt(Math.min(44, bad.length))] = (byte) random.nextInt(256);
            }
            Files.write(file, bad);
            Files.setLastModifiedTime(file, FileTime.fromMillis(i * 10_000L));
            try {
                read += samples(file).length > 0 ? 1 : 0;
            } catch (MediaRefused e) {
                assertThat(e.reason()).isEqualTo(MediaRefused.Reason.PROMPT);
            }
        }
        assertThat(read).isBetween(50, 450);
    }

    @ParameterizedTest
    @EnumSource
    void tonesAreHeardAndNeverOverdriven(Sound.Tone tone) {
        short[] samples = prompts.samples(List.of(tone)).getFirst();
        assertThat(Tone.loudness(samples)).isGreaterThan(500);
        for (short sample : samples) {
            assertThat(Math.abs(sample)).isLessThan((short) 10_000);
        }
    }
}
