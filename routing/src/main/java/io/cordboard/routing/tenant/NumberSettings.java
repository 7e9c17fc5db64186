package io.cordboard.routing.tenant;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.line.NumberPattern;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an administrator says of a number that can be called, or of a row of them.
 *
 * @param number of one thing of the tenant only
 * @param displayName the business that callers think they have called; agents see it
 * @param queue where its calls go; with neither this nor a flow the tenant's classification says
 * @param flow what guides its callers first, and says where they go
 * @param attributes what its calls are known by at once
 */
public record NumberSettings(
        NumberPattern number, String displayName, Optional<String> queue, Optional<String> flow, Attributes attributes)
        implements Settings {

    static final int MOST_ATTRIBUTES = 50;

    public NumberSettings {
        displayName = Settings.text("a display name", displayName, 100);
        queue.ifPresent(name -> LocalName.require("a queue name", name));
        flow.ifPresent(name -> LocalName.require("a flow name", name));
        if (queue.isPresent() && flow.isPresent()) {
            throw new IllegalArgumentException(
                    "Expected a queue or a flow, which says where its calls go, but got both");
        }
        if (attributes.json().size() > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException("Expected at most " + MOST_ATTRIBUTES + " attributes, but got "
                    + attributes.json().size());
        }
    }

    /** Without a flow. */
    public NumberSettings(NumberPattern number, String displayName, Optional<String> queue, Attributes attributes) {
        this(number, displayName, queue, Optional.empty(), attributes);
    }

    @Override
    public Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public SortedSet<Ref> references() {
        SortedSet<Ref> references = new TreeSet<>();
        queue.ifPresent(name -> references.add(new Ref(Kind.QUEUE, name)));
        flow.ifPresent(name -> references.add(new Ref(Kind.FLOW, name)));
        return references;
    }

    @Override
    public int size() {
        return 250 + attributes.size();
    }
}
