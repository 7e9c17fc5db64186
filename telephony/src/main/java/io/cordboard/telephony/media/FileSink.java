package io.cordboard.telephony.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A recording in a file, which can be played at any moment while it grows. */
final class FileSink implements RecordingSink {

    private final FileChannel file;

    private FileSink(FileChannel file) {
        this.file = file;
    }

    static FileSink create(Path path) throws IOException {
        // Others read no call, whatever the umask says.
        FileAttribute<?>[] own =
                path.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return new FileSink(
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own));
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
