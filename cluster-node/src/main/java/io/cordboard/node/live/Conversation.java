package io.cordboard.node.live;

import io.cordboard.routing.entity.Event;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.Party;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a snapshot of an interaction carries: how it is, and what was said last.
 *
 * @param earlier whether there are messages before the first one of these
 */
record Conversation(InteractionView interaction, List<Said> messages, boolean earlier) {

    record Said(long seq, String id, Party from, String text, Instant at, Optional<Instant> delivered) {

        Said reached(Instant when) {
            return new Said(seq, id, from, text, at, Optional.of(when));
        }
    }

    /** The latest messages of a history, at most so many. Not thread-safe. */
    static final class Collector {
        private final int max;
        private final SequencedMap<String, Said> byId = new java.util.LinkedHashMap<>();
        private boolean earlier;

        Collector(int max) {
            this.max = max;
        }

        Collector add(long seq, Event event) {
            switch (event) {
                case InteractionEvent.MessageAdded m -> {
                    byId.put(m.id(), new Said(seq, m.id(), m.from(), m.text(), m.at(), Optional.empty()));
                    if (byId.size() > max) {
                        Map.Entry<String, Said> dropped = byId.pollFirstEntry();
                        earlier |= dropped != null;
                    }
                }
                case InteractionEvent.MessageDelivered d ->
                    byId.computeIfPresent(d.id(), (_, said) -> said.reached(d.at()));
                default -> {}
            }
            return this;
        }

        Conversation of(InteractionView view) {
            return new Conversation(view, List.copyOf(byId.values()), earlier);
        }
    }
}
