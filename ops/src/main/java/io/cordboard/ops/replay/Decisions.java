package io.cordboard.ops.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordboard.routing.router.Retraced;
import io.cordboard.routing.router.Retraced.Cause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The offers that were recorded, held against those that the kernel makes of the same news, and what differs. */
public final class Decisions {

    private static final int SHOWN = 20;

    private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
    private final List<Retraced> differences = new ArrayList<>();

    void add(Retraced decision) {
        counts.merge(decision.cause(), 1L, Long::sum);
        if (decision.cause() != Cause.SAME && differences.size() < SHOWN) {
            differences.add(decision);
        }
    }

    public long count(Cause cause) {
        return counts.getOrDefault(cause, 0L);
    }

    /** How many offers were recorded. */
    public long recorded() {
        return counts.values().stream().mapToLong(Long::longValue).sum() - count(Cause.NOT_MADE);
    }

    /** The share of those that the kernel makes again; not a number if none was recorded. */
    public double share() {
        return (double) count(Cause.SAME) / recorded();
    }

    /** The first that differ. */
    public List<Retraced> differences() {
        return List.copyOf(differences);
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "offers recorded: %,d, made again by the kernel from the same news: %,d%s%n",
                recorded(),
                count(Cause.SAME),
                recorded() == 0 ? "" : String.format(Locale.ROOT, " (%.1f %%)", share() * 100)));
        counts.forEach((cause, count) -> {
            if (cause != Cause.SAME) {
                text.append(String.format(Locale.ROOT, "  %-20s%,8d%n", cause.word(), count));
            }
        });
        for (Retraced each : differences) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s  %s to %s: %s (%s)%n",
                    each.at(),
                    each.interaction(),
                    each.by().name(),
                    each.cause().word(),
                    each.why()));
        }
        return text.toString();
    }

    void write(ObjectNode json) {
        json.put("recorded", recorded()).put("same", count(Cause.SAME));
        ObjectNode causes = json.putObject("causes");
        counts.forEach((cause, count) -> causes.put(cause.word(), count));
        ArrayNode first = json.putArray("differences");
        differences.forEach(each -> first.addObject()
                .put("at", each.at().toString())
                .put("interaction", each.interaction().toString())
                .put("agent", each.by().name())
                .put("cause", each.cause().word())
                .put("why", each.why()));
    }
}
