package io.cordboard.telephony.media;

import java.util.concurrent.CompletionStage;

/**
 * A recording that runs. For the time of a pause silence is written, so that the file's clock is the call's; what is said then never
 * reaches a buffer that is written. Each request may be repeated without harm, also after the end.
 */
public interface Recording {

    CompletionStage<Void> pause();

    CompletionStage<Void> resume();

    /** Ends it; completes when all is written and the target is closed. */
    CompletionStage<Void> stop();
}
