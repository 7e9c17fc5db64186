package io.cordboard.routing.entity;

import java.util.List;

/** What an entity's rules make of a command. */
public sealed interface Decision<E extends Event> {

    /** These facts are to be recorded, in this order; none if it was already true. */
    record Accepted<E extends Event>(List<E> events) implements Decision<E> {}

    record Refused<E extends Event>(Refusal refusal, String message) implements Decision<E> {}

    /** The caller asked to see the entity; nothing is recorded. */
    record Shown<E extends Event>(Reply.View view) implements Decision<E> {}

    @SafeVarargs
    static <E extends Event> Decision<E> accept(E... events) {
        return new Accepted<>(List.of(events));
    }

    static <E extends Event> Decision<E> accept(List<? extends E> events) {
        return new Accepted<>(List.copyOf(events));
    }

    /** Already true: acknowledged, nothing recorded. */
    static <E extends Event> Decision<E> unchanged() {
        return new Accepted<>(List.of());
    }

    /** {@code message} reads "Expected ..., but ...". */
    static <E extends Event> Decision<E> refuse(Refusal refusal, String message) {
        return new Refused<>(refusal, message);
    }
}
