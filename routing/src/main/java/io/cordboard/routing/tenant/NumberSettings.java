package io.cordboard.routing.tenant;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.line.NumberPattern;
import java.util.Optional;

/**
 * What an administrator says of a number that can be called, or of a row of them.
 *
 * @param number of one thing of the tenant only
 * @param displayName the business that callers think they have called; agents see it
 * @param queue where its calls go; without one the tenant's classification says
 * @param attributes what its calls are known by at once
 */
public record NumberSettings(NumberPattern number, String displayName, Optional<String> queue, Attributes attributes) {

    public NumberSettings {
        displayName = Settings.text("a display name", displayName, 100);
        queue.ifPresent(name -> LocalName.require("a queue name", name));
    }
}
