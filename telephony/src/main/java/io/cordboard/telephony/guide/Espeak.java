package io.cordboard.telephony.guide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speech by the program espeak-ng, where it is installed. */
final class Espeak {

    private static final Logger LOG = LoggerFactory.getLogger(Espeak.class);
    private static final AudioFormat TELEPHONE = new AudioFormat(8_000, 16, 1, true, false);
    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*");
    private static final int MOST_CHARACTERS = 2_000;
    private static final int SECONDS = 10;

    private final List<String> command;

    Espeak(String program) {
        this.command = List.of(program);
    }

    /** Writes a WAV file as rooms play them; one that is there is replaced at once. May take a second. */
    void speak(String language, String text, Path target) throws IOException {
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IOException("Expected a language such as en or de-AT, but got " + language);
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new IOException("Expected at most " + MOST_CHARACTERS + " characters to speak");
        }
        Path spoken = Files.createTempFile(target.getParent(), "spoken", ".wav");
        Path ready = Files.createTempFile(target.getParent(), "ready", ".wav");
        try {
            // A region that has no voice of its own is spoken by its language's.
            if (!run(language, text, spoken) && !run(language.split("-", 2)[0], text, spoken)) {
                throw new IOException("Expected " + command.getFirst() + " to speak " + language + ", but it failed");
            }
            try (AudioInputStream in = AudioSystem.getAudioInputStream(spoken.toFile());
                    AudioInputStream out = AudioSystem.getAudioInputStream(TELEPHONE, in)) {
                AudioSystem.write(out, AudioFileFormat.Type.WAVE, ready.toFile());
            } catch (UnsupportedAudioFileException e) {
                throw new IOException("Expected a WAV file of " + command.getFirst(), e);
            }
            Files.move(ready, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(spoken);
            Files.deleteIfExists(ready);
        }
    }

    private boolean run(String voice, String text, Path into) throws IOException {
        Process process = new ProcessBuilder(command.getFirst(), "-v", voice, "-w", into.toString(), "--stdin")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            try (var input = process.getOutputStream()) {
                input.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It has ended without having read: its status says so, too.
                LOG.debug("{} takes no words", command.getFirst(), e);
            }
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 && Files.size(into) > 44;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while speaking", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
