package io.cordboard.telephony.recording;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A recording that is there cannot be read: its key is gone, or it is not what was written. */
public final class RecordingUnreadable extends IOException {

    private static final long serialVersionUID = 1;

    RecordingUnreadable(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
