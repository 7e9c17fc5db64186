package io.cordboard.telephony.media;

import java.io.IOException;
import java.nio.file.Path;

/** Where a recording is to go. */
@FunctionalInterface
public interface RecordingTarget {

    /** Opens it for one recording. May block; not called on threads that carry sound. */
    RecordingSink open() throws IOException;

    /** A new file; one that is there is not overwritten. */
    static RecordingTarget file(Path path) {
        return () -> FileSink.create(path);
    }
}
