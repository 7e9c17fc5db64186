package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.MediaRefused.Reason.PROMPT;

import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.Sound;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The samples of sounds. Files are read once, and again when they have changed; the least recently used are forgotten. */
final class Prompts {

    private static final int RATE = 8_000;
    /** What a file may hold beside its samples. */
    private static final int EXTRA_BYTES = 65_536;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(long modified, short[] samples) {}

    private final int longest;
    private final long mostBytes;
    private final Map<Sound.Tone, short[]> tones = new EnumMap<>(Sound.Tone.class);
    private final Map<Path, Kept> files = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Prompts(Duration longest, long mostBytes) {
        this.longest = Math.toIntExact(longest.toSeconds() * RATE);
        this.mostBytes = mostBytes;
    }

    /** Reads what is not there yet; may block. Fails with {@link MediaRefused}. */
    List<short[]> samples(List<Sound> sounds) {
        List<short[]> samples = new ArrayList<>();
        long total = 0;
        for (Sound sound : sounds) {
            short[] next = switch (sound) {
                case Sound.Tone tone -> tone(tone);
                case Sound.Pause(Duration length) -> new short[(int) length.toMillis() * (RATE / 1_000)];
                case Sound.File(Path path) -> file(path);
            };
            total += next.length;
            if (next.length > 0) {
                samples.add(next);
            }
        }
        if (total == 0 || total > longest) {
            throw new MediaRefused(
                    PROMPT, "Expected a prompt of up to " + longest / RATE + " s, but got " + total / RATE + " s");
        }
        return samples;
    }

    private synchronized short[] tone(Sound.Tone tone) {
        return tones.computeIfAbsent(tone, Tones::of);
    }

    private short[] file(Path path) {
        try {
            long modified = Files.getLastModifiedTime(path).toMillis();
            short[] kept = kept(path, modified);
            if (kept != null) {
                return kept;
            }
            short[] samples = Wav.read(read(path), longest);
            keep(path, new Kept(modified, samples));
            return samples;
        } catch (IOException e) {
            throw new MediaRefused(PROMPT, "Expected a prompt in " + path + ", but: " + e.getMessage(), e);
        }
    }

    private byte[] read(Path path) throws IOException {
        int most = longest * 2 + EXTRA_BYTES;
        try (InputStream file = Files.newInputStream(path)) {
            byte[] read = file.readNBytes(most + 1);
            if (read.length > most) {
                throw new IOException("Expected a file of at most " + most + " bytes");
            }
            return read;
        }
    }

    private synchronized short @Nullable [] kept(Path path, long modified) {
        Kept kept = files.get(path);
        return kept != null && kept.modified() == modified ? kept.samples() : null;
    }

    private synchronized void keep(Path path, Kept kept) {
        Kept before = files.put(path, kept);
        bytes += 2L * (kept.samples().length - (before == null ? 0 : before.samples().length));
        var oldest = files.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= 2L * oldest.next().samples().length;
            oldest.remove();
        }
    }
}
