package io.cordboard.node;

import io.cordboard.ops.replay.Progress;
import java.io.PrintWriter;

/** Shows progress on a terminal, in one line that is gone when all is done. */
final class ProgressBar implements Progress {

    private static final int WIDTH = 40;
    private static final String CLEAR = "\r\u001B[K";

    private final PrintWriter terminal;
    private String shown = "";

    ProgressBar(PrintWriter terminal) {
        this.terminal = terminal;
    }

    @Override
    public void at(String stage, long done, long all) {
        int part = (int) (WIDTH * done / all);
        String bar = "[" + "#".repeat(part) + ".".repeat(WIDTH - part) + "] " + 100 * done / all + " % " + stage;
        if (!bar.equals(shown)) {
            shown = bar;
            terminal.print(done >= all ? CLEAR : CLEAR + bar);
            terminal.flush();
        }
    }
}
