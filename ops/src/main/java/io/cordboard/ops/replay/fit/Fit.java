package io.cordboard.ops.replay.fit;

import io.cordboard.ops.replay.Progress;
import io.cordboard.ops.replay.ReplayRefused;
import io.cordboard.ops.replay.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds which discipline best says who was served next, for all queues together and for each. */
public final class Fit {

    private static final int MOST_PRIORITIES = 200;

    private Fit() {}

    /** @throws ReplayRefused if a queue has too many different priorities */
    public static FitReport of(Trace trace, Progress progress) {
        List<String> names = trace.queues();
        List<Services> queues = Services.of(trace);
        List<Hits> each = new ArrayList<>();
        Hits all = new Hits();
        for (int i = 0; i < queues.size(); i++) {
            require(names.get(i), queues.get(i));
            Hits hits = new Hits();
            queues.get(i).visit(hits::count);
            each.add(hits);
            all.add(hits);
            progress.at("fitting", i + 1, queues.size() * 2L);
        }
        Hits.Found common = all.found();
        List<Fitted> fitted = new ArrayList<>();
        for (int i = 0; i < queues.size(); i++) {
            Hits hits = each.get(i);
            Hits.Found own = hits.found();
            queues.get(i).visit((left, call) -> {
                hits.place(left, call, own.creditSeconds());
                all.place(left, call, common.creditSeconds());
            });
            fitted.add(hits.fitted(own));
            progress.at("fitting", queues.size() + i + 1L, queues.size() * 2L);
        }
        return new FitReport(names, trace.notes(), all.fitted(common), fitted);
    }

    private static void require(String name, Services queue) {
        long priorities = Arrays.stream(queue.priorities()).distinct().count();
        if (priorities > MOST_PRIORITIES) {
            throw new ReplayRefused("Expected at most " + MOST_PRIORITIES + " different priorities in a queue, but "
                    + name + " has " + priorities);
        }
    }
}
