package io.cordboard.telephony.recording;

import io.cordboard.telephony.media.RecordingSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Seals what comes, frame by frame: each is out when {@link #append} returns, so a node that is killed loses what was not appended. */
final class SealedSink implements RecordingSink {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final OutputStream out;
    private final Frames frames;
    private final long most;
    private final LongConsumer written;
    private long bytes;
    private boolean broken;

    /** @param written told of each piece's length */
    SealedSink(OutputStream out, Frames frames, long most, LongConsumer written) {
        this.out = out;
        this.frames = frames;
        this.most = most;
        this.written = written;
    }

    @Override
    public void append(ByteBuffer chunk) throws IOException {
        while (chunk.hasRemaining()) {
            ByteBuffer piece = chunk.slice(chunk.position(), Math.min(chunk.remaining(), Frames.MOST));
            if (bytes + piece.remaining() + Frames.OVERHEAD > most) {
                broken = true;
                throw new IOException("Expected a recording of at most " + most + " bytes");
            }
            chunk.position(chunk.position() + piece.remaining());
            write(frames.next(piece, false));
        }
    }

    private void write(byte[] frame) throws IOException {
        try {
            out.write(frame);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
        bytes += frame.length;
        written.accept(frame.length);
    }

    /** The length is told by the frames, once they are read. */
    @Override
    public void amend(ByteBuffer header) {}

    /** A recording that broke off has no last frame, so that whoever reads it knows. */
    @Override
    public void close() throws IOException {
        try (out) {
            if (!broken) {
                broken = true;
                write(frames.next(NOTHING, true));
            }
        }
    }
}
