package io.cordboard.routing.interaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every phase of an interaction carries along.
 *
 * @param messages how many there are
 * @param recent ids of the latest messages, so that one that is sent again is recognised
 * @param delivered those of them that reached the other side
 * @param moves how often a queue has sent it elsewhere
 * @param droppedUntil when a customer whose connection dropped counts as gone
 */
record Story(
        InteractionId interaction,
        Contact contact,
        Instant opened,
        int messages,
        List<String> recent,
        Set<String> delivered,
        int moves,
        Optional<Instant> droppedUntil,
        Dues dues) {

    static final int REMEMBERED_MESSAGES = 200;

    static Story of(InteractionId interaction, Contact contact, Instant opened) {
        return new Story(interaction, contact, opened, 0, List.of(), Set.of(), 0, Optional.empty(), Dues.NONE);
    }

    Story with(Dues changed) {
        return new Story(interaction, contact, opened, messages, recent, delivered, moves, droppedUntil, changed);
    }

    Story heard(String messageId) {
        var ids = new ArrayList<>(recent);
        ids.add(messageId);
        if (ids.size() > REMEMBERED_MESSAGES) {
            String forgotten = ids.removeFirst();
            return new Story(
                    interaction,
                    contact,
                    opened,
                    messages + 1,
                    List.copyOf(ids),
                    without(delivered, forgotten),
                    moves,
                    droppedUntil,
                    dues);
        }
        return new Story(
                interaction, contact, opened, messages + 1, List.copyOf(ids), delivered, moves, droppedUntil, dues);
    }

    Story delivered(String messageId) {
        var all = new HashSet<>(delivered);
        all.add(messageId);
        return new Story(interaction, contact, opened, messages, recent, Set.copyOf(all), moves, droppedUntil, dues);
    }

    private static Set<String> without(Set<String> all, String one) {
        return all.contains(one)
                ? all.stream().filter(each -> !each.equals(one)).collect(Collectors.toUnmodifiableSet())
                : all;
    }

    Story moved() {
        return new Story(interaction, contact, opened, messages, recent, delivered, moves + 1, droppedUntil, dues);
    }

    Story dropped(Optional<Instant> until) {
        return new Story(interaction, contact, opened, messages, recent, delivered, moves, until, dues);
    }

    Story with(Map<String, String> changes) {
        var attributes = new HashMap<>(contact.attributes());
        attributes.putAll(changes);
        var changed =
                new Contact(contact.medium(), contact.customer(), contact.subject(), contact.patience(), attributes);
        return new Story(interaction, changed, opened, messages, recent, delivered, moves, droppedUntil, dues);
    }
}
