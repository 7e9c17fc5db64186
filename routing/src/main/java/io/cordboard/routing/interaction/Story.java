package io.cordboard.routing.interaction;

import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.classification.Ruling;
import io.cordboard.routing.expression.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every phase of an interaction carries along.
 *
 * @param messages how many there are
 * @param opening what it was begun with
 * @param recent the latest messages, so that one that is sent again is recognised
 * @param moves how often a queue has sent it elsewhere
 * @param sorting what its classification came to
 * @param tapes what was recorded of it
 * @param droppedUntil when a customer whose connection dropped counts as gone
 */
record Story(
        InteractionId interaction,
        Contact contact,
        Instant opened,
        Opening opening,
        int messages,
        List<Said> recent,
        int moves,
        Optional<Instant> droppedUntil,
        Dues dues,
        Sorting sorting,
        Tapes tapes) {

    static final int REMEMBERED_MESSAGES = 200;

    /**
     * What is remembered of a message.
     *
     * @param text its hash, which tells a repetition from another text under the same id
     */
    record Said(String id, int text, boolean delivered) {
        boolean is(String other) {
            return text == other.hashCode();
        }
    }

    static Story of(InteractionId interaction, InteractionEvent.Opened opened) {
        return new Story(
                interaction,
                opened.contact(),
                opened.at(),
                Opening.of(opened),
                0,
                List.of(),
                0,
                Optional.empty(),
                Dues.NONE,
                Sorting.of(opened.classified()),
                Tapes.NONE);
    }

    /** The message with this id, if it is one of the latest. */
    Optional<Said> said(String messageId) {
        return recent.stream().filter(said -> said.id().equals(messageId)).findFirst();
    }

    Story with(Dues changed) {
        return new Story(
                interaction, contact, opened, opening, messages, recent, moves, droppedUntil, changed, sorting, tapes);
    }

    Story heard(String messageId, String text) {
        var latest = new ArrayList<>(recent);
        latest.add(new Said(messageId, text.hashCode(), false));
        if (latest.size() > REMEMBERED_MESSAGES) {
            latest.removeFirst();
        }
        return with(messages + 1, latest);
    }

    Story delivered(String messageId) {
        return with(
                messages,
                recent.stream()
                        .map(said -> said.id().equals(messageId) ? new Said(said.id(), said.text(), true) : said)
                        .toList());
    }

    private Story with(int count, List<Said> latest) {
        return new Story(
                interaction,
                contact,
                opened,
                opening,
                count,
                List.copyOf(latest),
                moves,
                droppedUntil,
                dues,
                sorting,
                tapes);
    }

    Story moved() {
        return new Story(
                interaction, contact, opened, opening, messages, recent, moves + 1, droppedUntil, dues, sorting, tapes);
    }

    Story dropped(Optional<Instant> until) {
        return new Story(interaction, contact, opened, opening, messages, recent, moves, until, dues, sorting, tapes);
    }

    Story with(Attributes changes) {
        var changed = new Contact(
                contact.medium(),
                contact.customer(),
                contact.subject(),
                contact.patience(),
                contact.attributes().with(changes));
        return new Story(
                interaction, changed, opened, opening, messages, recent, moves, droppedUntil, dues, sorting, tapes);
    }

    Story with(Sorting changed) {
        return new Story(
                interaction, contact, opened, opening, messages, recent, moves, droppedUntil, dues, changed, tapes);
    }

    Story with(Tapes changed) {
        return new Story(
                interaction, contact, opened, opening, messages, recent, moves, droppedUntil, dues, sorting, changed);
    }

    /** How it is classified by this ruling, with what whoever brought it asked for. */
    Classified under(Ruling ruling) {
        return sorting.by()
                .map(before -> before.with(ruling))
                .orElseGet(() ->
                        new Classified(ruling, opening.priority().filter(priority -> priority != 0), opening.skills()));
    }

    /** Once what it asks for has changed. */
    Story asking(InteractionEvent.PlaceChanged e) {
        return e.byHand() ? with(sorting.putByHand()) : this;
    }
}
