package io.cordboard.telephony.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordboard.routing.flow.Utterance;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Sound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real espeak-ng. */
class SpokenVoicesTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @TempDir
    private Path data;

    private SpokenVoices voices(Instant now, String program) {
        return new SpokenVoices(
                data.resolve("sounds"), data.resolve("spoken"), program, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Utterance words(String text, String file) {
        return new Utterance("en", text, text, Optional.of(file).filter(name -> !name.isEmpty()));
    }

    private static Prompt prompt(Voices voices, Utterance... words) throws Exception {
        return voices.prompt(TENANT, List.of(words)).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static Path file(Prompt prompt) {
        return ((Sound.File) prompt.sounds().getFirst()).path();
    }

    private static Path recording(Path sounds) throws IOException {
        Path recording = sounds.resolve("acme/en/welcome.wav");
        Files.createDirectories(recording.getParent());
        return Files.writeString(recording, "a recording");
    }

    @Test
    void whatHasNoRecordingIsSpokenAsTelephonesHearIt() throws Exception {
        try (var voices = voices(NOW, "espeak-ng")) {
            Path spoken = file(prompt(voices, words("Press one for sales.", "")));

            try (AudioInputStream in = AudioSystem.getAudioInputStream(spoken.toFile())) {
                assertThat(in.getFormat().matches(new AudioFormat(8_000, 16, 1, true, false)))
                        .isTrue();
                // A second or two, and not of silence.
                assertThat(in.getFrameLength()).isBetween(6_000L, 40_000L);
                byte[] samples = in.readAllBytes();
                long energy = 0;
                for (int i = 0; i + 1 < samples.length; i += 2) {
                    int sample = (short) (samples[i] & 0xff | samples[i + 1] << 8);
                    energy += (long) sample * sample;
                }
                assertThat(Math.sqrt(energy / (samples.length / 2.0))).isGreaterThan(500);
            }
            try (var files = Files.list(data.resolve("spoken"))) {
                assertThat(files).containsExactly(spoken);
            }
        }
    }

    @Test
    void whatWasSpokenIsNotSpokenAgainUntilADayHasPassed() throws Exception {
        Path spoken;
        try (var voices = voices(NOW, "espeak-ng")) {
            spoken = file(prompt(voices, words("Hello.", "")));
        }
        Files.setLastModifiedTime(spoken, FileTime.from(NOW));
        // Nothing could be spoken by this one.
        try (var voices = voices(NOW.plus(Duration.ofHours(20)), "/bin/false")) {
            assertThat(file(prompt(voices, words("Hello.", "")))).isEqualTo(spoken);
        }
        assertThat(Files.getLastModifiedTime(spoken).toInstant()).isEqualTo(NOW.plus(Duration.ofHours(20)));
        try (var voices = voices(NOW.plus(Duration.ofHours(45)), "/bin/false")) {
            voices.sweep();
            assertThatThrownBy(() -> prompt(voices, words("Goodbye.", ""))).hasMessageContaining("/bin/false");
        }
        assertThat(spoken).doesNotExist();
    }

    @Test
    void recordingOfTheTenantIsPlayedWhereItIsThere() throws Exception {
        Path recording = recording(data.resolve("sounds"));
        try (var voices = voices(NOW, "espeak-ng")) {
            Prompt prompt = prompt(voices, words("Welcome.", "welcome"), words("Press one.", "menu"));

            assertThat(file(prompt)).isEqualTo(recording);
            assertThat(((Sound.File) prompt.sounds().get(1)).path()).hasParent(data.resolve("spoken"));
        }
    }

    @Test
    void noRecordingOfAnotherTenantIsReached() throws Exception {
        recording(data.resolve("sounds"));
        Files.createDirectories(data.resolve("sounds/other/en"));
        try (var voices = voices(NOW, "espeak-ng")) {
            Prompt prompt = voices.prompt(
                            new TenantId("other"), List.of(words("Hi.", "../../../sounds/acme/en/welcome")))
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);

            assertThat(file(prompt)).hasParent(data.resolve("spoken"));
        }
    }

    @Test
    void regionWithoutAVoiceIsSpokenByItsLanguages() throws Exception {
        try (var voices = voices(NOW, "espeak-ng")) {
            assertThat(file(prompt(voices, new Utterance("de-AT", "Hallo", "Hallo", Optional.empty()))))
                    .exists();
            assertThatThrownBy(() -> prompt(voices, new Utterance("zz", "Hallo", "Hallo", Optional.empty())))
                    .hasMessageContaining("to speak zz");
        }
    }

    @Test
    void programThatIsNotThereIsSaid() {
        try (var voices = voices(NOW, "/no/such/program")) {
            assertThatThrownBy(() -> prompt(voices, words("Hello.", ""))).hasMessageContaining("/no/such/program");
        }
    }
}
