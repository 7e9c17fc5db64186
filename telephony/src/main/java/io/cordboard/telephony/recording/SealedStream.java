package io.cordboard.telephony.recording;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Reads what was sealed, frame by frame; nothing is given that was not found genuine. */
final class SealedStream extends InputStream {

    private final DataInputStream in;
    private final Frames frames;
    private byte[] frame = new byte[0];
    private int at;
    private boolean ended;

    SealedStream(InputStream in, Frames frames) {
        this.in = new DataInputStream(in);
        this.frames = frames;
    }

    @Override
    public int read() throws IOException {
        return more() ? frame[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int length = Math.min(most, frame.length - at);
        System.arraycopy(frame, at, to, from, length);
        at += length;
        return length;
    }

    private boolean more() throws IOException {
        while (at == frame.length && !ended) {
            next();
        }
        return at < frame.length;
    }

    private void next() throws IOException {
        at = 0;
        frame = new byte[0];
        byte[] mark = in.readNBytes(4);
        if (mark.length < 4) {
            // Cut short by the end of its node, at a frame or within one.
            ended = true;
            return;
        }
        int read = java.nio.ByteBuffer.wrap(mark).getInt();
        int length = Frames.length(read);
        if (length > Frames.MOST) {
            throw changed("a frame of " + length + " bytes", null);
        }
        byte[] sealed = in.readNBytes(length + Sealing.TAG);
        if (sealed.length < length + Sealing.TAG) {
            ended = true;
            return;
        }
        try {
            frame = frames.open(read, sealed);
        } catch (GeneralSecurityException e) {
            throw changed("another frame " + frames.number(), e);
        }
        if (Frames.last(read)) {
            ended = true;
            if (in.read() >= 0) {
                throw changed("something after the last frame", null);
            }
        }
    }

    private static RecordingUnreadable changed(String found, @org.jspecify.annotations.Nullable Exception cause) {
        return new RecordingUnreadable("Expected the recording as it was written, but found " + found, cause);
    }

    /** How much sound a recording holds, and whether it has a last frame, from the lengths of its frames alone. */
    static Extent extent(InputStream frames) throws IOException {
        var in = new DataInputStream(frames);
        long bytes = 0;
        try {
            while (true) {
                int mark = in.readInt();
                in.skipNBytes(Frames.length(mark) + Sealing.TAG);
                bytes += Frames.length(mark);
                if (Frames.last(mark)) {
                    return new Extent(bytes, true);
                }
            }
        } catch (EOFException cutShort) {
            return new Extent(bytes, false);
        }
    }

    /** @param whole whether it was ended in order, and not by the end of its node */
    record Extent(long bytes, boolean whole) {}

    @Override
    public void close() throws IOException {
        Arrays.fill(frame, (byte) 0);
        in.close();
    }
}
