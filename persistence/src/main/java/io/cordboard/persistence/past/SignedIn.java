package io.cordboard.persistence.past;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds who of many agents was signed in then, with few queries however many they are and whatever they have done since. */
final class SignedIn {

    private static final String WRITTEN = """
        SELECT event."persistence_id" FROM (VALUES %s) AS probe(id, seq)
        JOIN "event_journal" event ON event."persistence_id" = probe.id AND event."sequence_number" = probe.seq
        WHERE event."write_timestamp" <= ?\
        """;

    private static final String CAME_OR_WENT = """
        SELECT event."persistence_id", event."event_ser_manifest" FROM (VALUES %s) AS probe(id, seq)
        JOIN "event_journal" event ON event."persistence_id" = probe.id
            AND event."sequence_number" BETWEEN probe.seq - ? AND probe.seq
        WHERE event."event_ser_manifest" IN (?, ?) ORDER BY event."sequence_number"\
        """;

    private static final String PROBE = "(CAST(? AS VARCHAR(255)), CAST(? AS BIGINT))";

    private interface Taker {
        void take(String id, ResultSet row) throws SQLException;
    }

    private final PastRows rows;

    private SignedIn(PastRows rows) {
        this.rows = rows;
    }

    /** The number of each one's last event then. There may be some among them who were not: those who went long before their last event. */
    static Map<String, Long> of(PastRows rows, Collection<String> agents) throws SQLException {
        var all = new HashMap<String, Long>();
        var ids = List.copyOf(agents);
        for (int from = 0; from < ids.size(); from += PastRows.TOGETHER) {
            var some = new SignedIn(rows);
            Map<String, Long> lasts = some.lasts(ids.subList(from, Math.min(ids.size(), from + PastRows.TOGETHER)));
            Map<String, String> came = some.cameOrWent(lasts);
            lasts.forEach((id, last) -> {
                String name = came.get(id);
                if (name == null ? last > PastRows.BACK : name.equals(Moment.SIGNED_IN)) {
                    all.put(id, last);
                }
            });
        }
        return all;
    }

    /** Steps back, then halves, all at once; without those of whom nothing was written by then. */
    private Map<String, Long> lasts(List<String> agents) throws SQLException {
        Map<String, Long> then = new HashMap<>();
        Map<String, Long> later = new HashMap<>();
        read("""
        SELECT opening."persistence_id", (SELECT max(each."sequence_number") FROM "event_journal" each
            WHERE each."persistence_id" = opening."persistence_id")
        FROM "event_journal" opening WHERE opening."sequence_number" = 1 AND opening."persistence_id" IN (%s)\
        """.formatted(marks("?", agents.size())), agents, (id, row) -> later.put(id, row.getLong(2) + 1));
        for (long step = 1; !later.isEmpty(); step = step == 1 ? PastRows.BACK : step * 2) {
            Map<String, Long> probes = new HashMap<>();
            for (var each : later.entrySet()) {
                Long known = then.get(each.getKey());
                probes.put(
                        each.getKey(),
                        known == null ? Math.max(1, each.getValue() - step) : (known + each.getValue()) / 2);
            }
            Set<String> written = new HashSet<>();
            probed(WRITTEN, probes, List.of(rows.written()), (id, _) -> written.add(id));
            probes.forEach((id, seq) -> (written.contains(id) ? then : later).put(id, seq));
            later.entrySet().removeIf(each -> each.getValue() - then.getOrDefault(each.getKey(), 0L) <= 1);
        }
        return then;
    }

    /** What the last of them was, of coming and going, where it is not far back. */
    private Map<String, String> cameOrWent(Map<String, Long> lasts) throws SQLException {
        Map<String, String> came = new HashMap<>();
        probed(
                CAME_OR_WENT,
                lasts,
                List.of(PastRows.BACK - 1, Moment.SIGNED_IN, Moment.SIGNED_OUT),
                (id, row) -> came.put(id, row.getString(2)));
        return came;
    }

    private void probed(String sql, Map<String, Long> probes, List<?> more, Taker taker) throws SQLException {
        if (probes.isEmpty()) {
            return;
        }
        List<Object> values = new ArrayList<>();
        probes.forEach((id, seq) -> Collections.addAll(values, id, seq));
        values.addAll(more);
        read(sql.formatted(marks(PROBE, probes.size())), values, taker);
    }

    private void read(String sql, List<?> values, Taker taker) throws SQLException {
        try (var select = rows.prepare(sql)) {
            int index = 0;
            for (Object value : values) {
                select.setObject(++index, value);
            }
            try (var result = select.executeQuery()) {
                while (result.next()) {
                    taker.take(result.getString(1), result);
                }
            }
        }
    }

    private static String marks(String mark, int count) {
        return String.join(", ", Collections.nCopies(count, mark));
    }
}
