package io.cordboard.telephony.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the bytes of one recording, a WAV file, as they come: about one chunk a second. Called by one thread at a time; may block, but
 * a sink that falls behind for too long is given up. Encryption and other stores have their place behind this.
 */
public interface RecordingSink extends Closeable {

    /** Appends. The buffer is the caller's and may be used again after the return. */
    void append(ByteBuffer chunk) throws IOException;

    /**
     * Replaces the first bytes, which hold the length so far. Follows each chunk. A sink that can only append leaves this out: the
     * header that came first says that the length is not known, which readers take as "to the end".
     */
    void amend(ByteBuffer header) throws IOException;
}
