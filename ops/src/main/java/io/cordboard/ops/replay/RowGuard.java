package io.cordboard.ops.replay;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends a file in which a row, for want of a closing quote, would grow to the size of the memory. */
final class RowGuard extends FilterReader {

    static final int ROW_CHARS = 64 * 1024;

    /** Of those who read through this; they read ahead by as much. */
    private static final int BUFFER_CHARS = 16 * 1024;

    private long chars;
    private long allowed = ROW_CHARS + BUFFER_CHARS;

    RowGuard(Reader in) {
        super(in);
    }

    /** Before each row. */
    void nextRow() {
        allowed = chars + ROW_CHARS + BUFFER_CHARS;
    }

    /** How many have been read. */
    long chars() {
        return chars;
    }

    @Override
    public int read() throws IOException {
        return count(super.read(), 1);
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, Math.min(length, BUFFER_CHARS));
        return count(read, Math.max(0, read));
    }

    private int count(int read, int more) throws IOException {
        if (read >= 0) {
            chars += more;
        }
        if (chars > allowed) {
            throw new IOException(
                    "Expected rows of at most " + ROW_CHARS + " characters (is there a quote that is not closed?)");
        }
        return read;
    }
}
