package io.cordboard.telephony.media;

import java.nio.file.Path;
import java.time.Duration;

/** Something that can be played. */
public sealed interface Sound {

    /** A WAV file, 8 kHz, 16 bit, mono. Read once and kept; its name never comes from a customer. */
    record File(Path path) implements Sound {}

    /** A pause between sounds. */
    record Pause(Duration length) implements Sound {
        public Pause {
            if (length.isNegative() || length.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("Expected a pause of 0 to 60 s, but got " + length);
            }
        }
    }

    /** Made by code: nothing has to be installed for it. */
    enum Tone implements Sound {
        /** A quiet tune to wait by. */
        MUSIC,
        /** What a caller hears while the other phone rings (425 Hz, 1 s on, 4 s off: ETSI's). */
        RINGBACK,
        /** The other is busy (425 Hz, 0.5 s on, 0.5 s off). */
        BUSY,
        /** Speak now; or: you are being recorded. */
        BEEP,
        /** Two notes before an announcement, or to an agent before a call that is answered by itself. */
        CHIME
    }
}
