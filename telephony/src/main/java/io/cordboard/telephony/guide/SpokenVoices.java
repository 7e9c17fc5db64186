package io.cordboard.telephony.guide;

import io.cordboard.routing.flow.Utterance;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Sound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Plays the tenant's own recordings, {@code <recordings>/<tenant>/<language>/<name>.wav}, and has the rest spoken by espeak-ng. What was
 * spoken is kept for {@link #KEPT} after it was used last, as it may say personal things.
 */
public final class SpokenVoices implements Voices, AutoCloseable {

    static final Duration KEPT = Duration.ofHours(24);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 200;

    private final Path recordings;
    private final Path spoken;
    private final Espeak espeak;
    private final Clock clock;
    private final ExecutorService threads;

    /**
     * @param recordings need not exist
     * @param spoken this node's own; made if it does not exist
     * @param program espeak-ng, or the path of it
     */
    public SpokenVoices(Path recordings, Path spoken, String program, Clock clock) {
        this.recordings = recordings.toAbsolutePath().normalize();
        this.spoken = spoken.toAbsolutePath().normalize();
        this.espeak = new Espeak(program);
        this.clock = clock;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("cordboard-voices-", 0).factory());
    }

    @Override
    public CompletionStage<Prompt> prompt(TenantId tenant, List<Utterance> words) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> Prompt.of(
                            words.stream().map(each -> sound(tenant, each)).toArray(Sound[]::new)),
                    threads);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private Sound sound(TenantId tenant, Utterance words) {
        try {
            if (words.file().isPresent()) {
                Path own = recordings.resolve(tenant.toString());
                Path recording = own.resolve(words.language())
                        .resolve(words.file().get() + ".wav")
                        .normalize();
                if (recording.startsWith(own) && Files.isRegularFile(recording)) {
                    return new Sound.File(recording);
                }
            }
            return new Sound.File(spoken(words.language(), words.spoken()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path spoken(String language, String text) throws IOException {
        if (text.isBlank()) {
            throw new IOException("Expected a recording, or something to speak");
        }
        Path file = spoken.resolve(name(language, text) + ".wav");
        Instant now = clock.instant();
        if (!Files.isRegularFile(file)) {
            Files.createDirectories(spoken);
            espeak.speak(language, text, file);
        } else if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT.dividedBy(2)))) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
        return file;
    }

    /** Forgets what was not spoken for long; to be done now and then. */
    public void sweep() throws IOException {
        Instant now = clock.instant();
        if (!Files.isDirectory(spoken)) {
            return;
        }
        try (Stream<Path> files = Files.list(spoken)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static String name(String language, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((language + '\n' + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
