package io.cordboard.ops.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct names of one column, numbered as they come. */
final class Names {

    private static final int CHARS = 100;

    private final String what;
    private final int most;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    Names(String what, int most) {
        this.what = what;
        this.most = most;
    }

    /** @throws IllegalArgumentException if it is not fit for a name, or one too many */
    int number(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (name.isEmpty() || name.length() > CHARS || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " of 1 to " + CHARS + " characters, none of them a control");
        }
        if (names.size() == most) {
            throw new IllegalArgumentException(
                    "at most " + most + " different names in this column, of which this is one more");
        }
        numbers.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    List<String> sorted() {
        return names.stream().sorted().toList();
    }

    /** For each number, the place among the {@link #sorted}. */
    int[] places() {
        int[] places = new int[names.size()];
        List<String> sorted = sorted();
        for (int i = 0; i < places.length; i++) {
            places[numbers.getOrDefault(sorted.get(i), 0)] = i;
        }
        return places;
    }
}
