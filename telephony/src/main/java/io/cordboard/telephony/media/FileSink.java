package io.cordboard.telephony.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A recording in a file, which can be played at any moment while it grows. */
final class FileSink implements RecordingSink {

    private final FileChannel file;

    private FileSink(FileChannel file) {
        this.file = file;
    }

    static FileSink create(Path path) throws IOException {
        return new FileSink(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public void append(ByteBuffer chunk) throws IOException {
        long at = file.size();
        while (chunk.hasRemaining()) {
            at += file.write(chunk, at);
        }
    }

    @Override
    public void amend(ByteBuffer header) throws IOException {
        int at = 0;
        while (header.hasRemaining()) {
            at += file.write(header, at);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
