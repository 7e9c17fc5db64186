package io.cordboard.routing.interaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every phase of an interaction carries along.
 *
 * @param messages how many there are
 * @param recent ids of the latest messages, so that one that is sent again is recognised
 * @param moves how often a queue has sent it elsewhere
 * @param droppedUntil when a customer whose connection dropped counts as gone
 */
record Story(
        InteractionId interaction,
        Contact contact,
        Instant opened,
        int messages,
        List<String> recent,
        int moves,
        Optional<Instant> droppedUntil,
        Dues dues) {

    static final int REMEMBERED_MESSAGES = 200;

    static Story of(InteractionId interaction, Contact contact, Instant opened) {
        return new Story(interaction, contact, opened, 0, List.of(), 0, Optional.empty(), Dues.NONE);
    }

    Story with(Dues changed) {
        return new Story(interaction, contact, opened, messages, recent, moves, droppedUntil, changed);
    }

    Story heard(String messageId) {
        var ids = new ArrayList<>(recent);
        ids.add(messageId);
        if (ids.size() > REMEMBERED_MESSAGES) {
            ids.removeFirst();
        }
        return new Story(interaction, contact, opened, messages + 1, List.copyOf(ids), moves, droppedUntil, dues);
    }

    Story moved() {
        return new Story(interaction, contact, opened, messages, recent, moves + 1, droppedUntil, dues);
    }

    Story dropped(Optional<Instant> until) {
        return new Story(interaction, contact, opened, messages, recent, moves, until, dues);
    }

    Story with(Map<String, String> changes) {
        var attributes = new HashMap<>(contact.attributes());
        attributes.putAll(changes);
        var changed =
                new Contact(contact.medium(), contact.customer(), contact.subject(), contact.patience(), attributes);
        return new Story(interaction, changed, opened, messages, recent, moves, droppedUntil, dues);
    }
}
