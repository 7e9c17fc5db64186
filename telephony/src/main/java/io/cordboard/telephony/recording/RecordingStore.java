package io.cordboard.telephony.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Where sealed recordings lie. Bytes are only ever appended, so that a store without random access will do. */
public interface RecordingStore {

    /** What is there. */
    record Entry(RecordingName name, long bytes) {}

    /** A new one; each write is there when it returns. Fails if one of this name is there. */
    OutputStream create(RecordingName name) throws IOException;

    /** From its first byte; one that grows ends where it ends now. Fails with {@link java.nio.file.NoSuchFileException}. */
    InputStream read(RecordingName name) throws IOException;

    /** Whether it was there. */
    boolean delete(RecordingName name) throws IOException;

    List<Entry> list() throws IOException;

    /** How many bytes more may be had, as far as the store knows. */
    long room() throws IOException;

    /** Files below a directory, which is made with the first. */
    static RecordingStore files(Path directory) {
        return new FileStore(directory);
    }
}
