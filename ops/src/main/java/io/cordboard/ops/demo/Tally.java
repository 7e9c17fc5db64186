package io.cordboard.ops.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether three accounts of the same demo agree: the server's events, the server's list, and what its customers saw.
 *
 * @param lines by interaction, from the server's events
 * @param faults what cannot be, found in the server's events
 * @param listed the phase of each interaction in the server's list
 * @param seen by the customers
 */
record Tally(Map<String, Ledger.Line> lines, List<String> faults, Map<String, String> listed, Seen seen) {

    private static final int SHOWN = 5;

    /**
     * What customers saw.
     *
     * @param opened the chats that the server acknowledged
     * @param served those an agent came to
     * @param gaveUp those whose customer left without having seen an agent
     */
    record Seen(Set<String> opened, Set<String> served, Set<String> gaveUp) {}

    /** What does not agree, in words; empty if everything ties. */
    List<String> discrepancies() {
        var found = new ArrayList<>(faults);
        Map<Ledger.State, Long> count =
                lines.values().stream().collect(Collectors.groupingBy(Ledger.Line::state, Collectors.counting()));
        long sum = count.values().stream().mapToLong(Long::longValue).sum();
        if (sum != seen.opened().size()) {
            found.add("customers opened " + seen.opened().size()
                    + " chats, but answered + abandoned + waiting + in progress = " + sum);
        }
        differ(found, "acknowledged to a customer, but not among the events", seen.opened(), lines.keySet());
        differ(found, "among the events, but acknowledged to no customer", lines.keySet(), seen.opened());
        differ(found, "among the events, but not in the list", lines.keySet(), listed.keySet());
        differ(found, "in the list, but not among the events", listed.keySet(), lines.keySet());
        lines.forEach((id, line) -> {
            String phase = listed.get(id);
            if (phase != null && !phases(line.state()).contains(phase)) {
                found.add(
                        "interaction " + id + " is " + line.state() + " by the events, but " + phase + " in the list");
            }
        });
        Set<String> answered = having(true);
        differ(found, "served as the customer saw, but never assigned by the events", seen.served(), answered);
        Set<String> leftInVain = new HashSet<>(seen.gaveUp());
        leftInVain.retainAll(lines.keySet());
        leftInVain.removeIf(id -> isOver(lines.get(id)) || answered.contains(id));
        if (!leftInVain.isEmpty()) {
            found.add(some(leftInVain) + " left by the customer, but still waiting");
        }
        return found;
    }

    private static boolean isOver(Ledger.@org.jspecify.annotations.Nullable Line line) {
        return line != null && (line.state() == Ledger.State.ABANDONED || line.state() == Ledger.State.ANSWERED);
    }

    private Set<String> having(boolean answer) {
        return lines.entrySet().stream()
                .filter(each -> each.getValue().answered().isPresent() == answer)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> phases(Ledger.State state) {
        return switch (state) {
            case WAITING -> Set.of("waiting", "offered");
            case IN_PROGRESS -> Set.of("assigned", "wrapping-up");
            case ANSWERED, ABANDONED -> Set.of("closed");
        };
    }

    private static void differ(List<String> found, String what, Set<String> one, Set<String> other) {
        Set<String> missing = new TreeSet<>(one);
        missing.removeAll(other);
        if (!missing.isEmpty()) {
            found.add(some(missing) + ' ' + what);
        }
    }

    private static String some(Set<String> ids) {
        String shown = ids.stream().sorted().limit(SHOWN).collect(Collectors.joining(", "));
        return ids.size()
                + (ids.size() == 1 ? " interaction (" : " interactions (")
                + shown
                + (ids.size() > SHOWN ? ", ..." : "")
                + ')';
    }

    /** Why those that are over ended, and how many each. */
    Map<String, Long> reasons() {
        return lines.values().stream()
                .filter(line -> !line.closed().isEmpty())
                .collect(Collectors.groupingBy(Ledger.Line::closed, TreeMap::new, Collectors.counting()));
    }
}
