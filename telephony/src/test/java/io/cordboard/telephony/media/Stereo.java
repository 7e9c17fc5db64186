package io.cordboard.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A recording, read as the JDK reads sound. */
public final class Stereo {

    private static final int HALF_SECOND = 4_000;
    private final short[] left;
    private final short[] right;

    private Stereo(short[] left, short[] right) {
        this.left = left;
        this.right = right;
    }

    public static Stereo read(Path file) {
        try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(stream.getFormat().getSampleRate()).isEqualTo(8_000);
            assertThat(stream.getFormat().getChannels()).isEqualTo(2);
            byte[] bytes = stream.readAllBytes();
            assertThat(bytes.length).as("bytes, as the header says").isEqualTo((int) stream.getFrameLength() * 4);
            ByteBuffer samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            short[] left = new short[bytes.length / 4];
            short[] right = new short[bytes.length / 4];
            for (int i = 0; i < left.length; i++) {
                left[i] = samples.getShort();
                right[i] = samples.getShort();
            }
            return new Stereo(left, right);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsupportedAudioFileException e) {
            throw new AssertionError(e);
        }
    }

    public double seconds() {
        return left.length / 8_000.0;
    }

    public Stereo firstHalfSecond() {
        return part(0);
    }

    public Stereo lastHalfSecond() {
        return part(left.length - HALF_SECOND);
    }

    private Stereo part(int from) {
        return new Stereo(
                Arrays.copyOfRange(left, from, from + HALF_SECOND),
                Arrays.copyOfRange(right, from, from + HALF_SECOND));
    }

    public double left(double hertz) {
        return Tone.in(left, hertz);
    }

    public double right(double hertz) {
        return Tone.in(right, hertz);
    }

    /** The most that is heard of a tone in any 50 ms. */
    public double loudestLeft(double hertz) {
        double loudest = 0;
        for (int i = 0; i + 400 <= left.length; i += 200) {
            loudest = Math.max(loudest, Tone.in(Arrays.copyOfRange(left, i, i + 400), hertz));
        }
        return loudest;
    }
}
