package io.cordboard.ops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node that answers calls has in it while nobody calls: what is left of those that were.
 *
 * @param dialogs SIP dialogs, whether anybody knows of them or not
 * @param notReady agents who are not ready, or have something to do
 * @param heap bytes in use after a garbage collection
 */
record SoakLook(
        long calls,
        long dialogs,
        long transactions,
        long rooms,
        long parties,
        long notReady,
        long files,
        long threads,
        long heap,
        long resident) {

    private static final double GROWTH = 1.15;
    private static final long HEAP_PLAY = 8 << 20;
    /** Pools begin threads when they have to, up to what they may have. */
    private static final long MORE_THREADS = 24;

    static SoakLook of(JsonNode node) {
        return new SoakLook(
                node.path("calls").asLong(-1),
                node.path("dialogs").asLong(-1),
                node.path("transactions").asLong(-1),
                node.path("rooms").asLong(-1),
                node.path("parties").asLong(-1),
                node.path("notReady").asLong(-1),
                node.path("files").asLong(-1),
                node.path("threads").asLong(-1),
                node.path("heap").asLong(-1),
                node.path("resident").asLong(-1));
    }

    /** Nothing that belongs to a call is there. */
    boolean isQuiet() {
        return calls == 0 && dialogs == 0 && transactions == 0 && rooms == 0 && parties == 0 && notReady == 0;
    }

    /** What there is that was not there, or more than there was: nothing, if all is well. */
    List<String> leaksSince(SoakLook before) {
        var leaks = new ArrayList<String>();
        if (!isQuiet()) {
            leaks.add("not everything of the calls is over: " + this);
        }
        if (files > before.files) {
            leaks.add("files " + before.files + " to " + files);
        }
        if (threads > before.threads + MORE_THREADS) {
            leaks.add("threads " + before.threads + " to " + threads);
        }
        if (heap > before.heap * GROWTH + HEAP_PLAY) {
            leaks.add("heap " + before.heap + " to " + heap);
        }
        return leaks;
    }
}
