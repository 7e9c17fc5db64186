package io.cordboard.node.api.interaction;

import io.cordboard.node.api.Cursor;
import io.cordboard.node.api.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Pages of lists of which one more than wanted was read, to know whether there is more. */
final class Pages {

    private Pages() {}

    static <T> Page<T> of(List<T> read, int limit, ToLongFunction<T> number) {
        return of(read, limit, number, item -> item);
    }

    /** {@code number} is what the cursor says of an item, {@code shown} what the page says. */
    static <T, S> Page<S> of(List<T> read, int limit, ToLongFunction<T> number, Function<T, S> shown) {
        List<T> items = read.subList(0, Math.min(limit, read.size()));
        return new Page<>(
                items.stream().map(shown).toList(),
                read.size() <= limit ? Optional.empty() : Optional.of(Cursor.of(number.applyAsLong(items.getLast()))));
    }
}
