package io.cordboard.node.api;

import java.util.List;
import java.util.Optional;

/** A part of a list, and the cursor of what follows it if there is more. */
public record Page<T>(List<T> items, Optional<String> next) {

    /** The sizes that a client may ask for. */
    public static final int DEFAULT_LIMIT = 50;

    public static final int MAX_LIMIT = 200;

    public Page {
        items = List.copyOf(items);
    }
}
