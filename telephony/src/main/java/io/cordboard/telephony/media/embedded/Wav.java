package io.cordboard.telephony.media.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** WAV files (RIFF, PCM): prompts are read, the headers of recordings written. */
final class Wav {

    private static final int RATE = 8_000;
    private static final int HEADER = 44;
    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746D66;
    private static final int DATA = 0x61746164;

    private Wav() {}

    /**
     * The header of a recording: 8 kHz, 16 bit, stereo.
     *
     * @param bytes the length of what follows, or -1 where it is not known yet
     */
    static ByteBuffer header(long bytes) {
        boolean known = bytes >= 0 && bytes < 0xFFFF_FFFFL - HEADER;
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(RIFF).putInt(known ? (int) (bytes + HEADER - 8) : -1).putInt(WAVE);
        header.putInt(FORMAT).putInt(16).putShort((short) 1).putShort((short) 2);
        header.putInt(RATE).putInt(RATE * 4).putShort((short) 4).putShort((short) 16);
        return header.putInt(DATA).putInt(known ? (int) bytes : -1).flip();
    }

    /** Reads the samples of a file of 8 kHz, 16 bit, mono. */
    static short[] read(byte[] file, int longest) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 12 || bytes.getInt() != RIFF || bytes.getInt(8) != WAVE) {
            throw new IOException("Expected a WAV file, but its first bytes are of something else");
        }
        boolean format = false;
        int at = 12;
        while (at + 8 <= file.length) {
            int kind = bytes.getInt(at);
            long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
            at += 8;
            if (kind == FORMAT && length >= 16 && at + 16 <= file.length) {
                requirePlain(bytes, at);
                format = true;
            } else if (kind == DATA && format) {
                return samples(bytes, at, (int) Math.min(length, file.length - at) / 2, longest);
            }
            if (length + (length & 1) > file.length - at) {
                break;
            }
            at += (int) (length + (length & 1));
        }
        throw new IOException("Expected a format and sound in a WAV file, but they are not there");
    }

    private static void requirePlain(ByteBuffer bytes, int at) throws IOException {
        int coding = bytes.getShort(at);
        int channels = bytes.getShort(at + 2);
        int rate = bytes.getInt(at + 4);
        int bits = bytes.getShort(at + 14);
        if (coding != 1 || channels != 1 || rate != RATE || bits != 16) {
            throw new IOException("Expected PCM (1) of 1 channel, 8000 Hz, 16 bit, but got coding " + coding + " of "
                    + channels + " channels, " + rate + " Hz, " + bits + " bit");
        }
    }

    private static short[] samples(ByteBuffer bytes, int at, int count, int longest) throws IOException {
        if (count > longest) {
            throw new IOException("Expected at most " + longest / RATE + " s of sound, but got " + count / RATE);
        }
        if (count == 0) {
            throw new IOException("Expected sound, but the file holds none");
        }
        short[] samples = new short[count];
        bytes.position(at).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
