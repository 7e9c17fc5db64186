package io.cordboard.routing.flow;

import java.util.List;
import java.util.Optional;

/**
 * What happens when a customer does not answer, or answers what nothing was asked for.
 *
 * @param limit at which time it is enough; before that it is said again what is asked for
 * @param say what is said before that
 * @param then where the flow goes on when it is enough; without it, as if help had been asked for
 */
public record Attempts(int limit, List<Prompt> say, Optional<String> then) {

    public static final Attempts DEFAULT = new Attempts(3, List.of(), Optional.empty());

    public Attempts {
        Limits.TRIES.require("a limit", limit);
        Limits.count("prompts", say, 0, Limits.PROMPTS);
        say = List.copyOf(say);
    }
}
