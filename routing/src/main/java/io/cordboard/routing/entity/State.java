package io.cordboard.routing.entity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one entity, as plain functions of what is recorded: no actor, no clock, no random.
 *
 * <p>What the entity still owes to others is part of its state ({@link #debts}). The shell sends each debt once it is
 * recorded, again until it is answered, and all of them again after a crash; receivers treat repeats as already true.
 *
 * @param <C> commands
 * @param <E> events
 * @param <S> the aggregate's own state type
 */
public interface State<C extends Command, E extends Event, S extends State<C, E, S>> {

    /** The only place where a rule lives. */
    Decision<E> decide(C command, Instant now);

    /** Folds a fact in: never refuses, never throws, never asks the clock. */
    S apply(E event);

    /** Commands to other entities that are owed in this state; equal {@link Command#ref} means the same debt. */
    default List<Command> debts() {
        return List.of();
    }

    /** What follows from the answer to a debt; most answers just settle it. */
    default List<E> answered(Command debt, Reply answer, Instant now) {
        return List.of();
    }

    /** What the answer to a command that was carried out says, beside that it was. */
    default Optional<Reply.View> says(C command) {
        return Optional.empty();
    }

    /** When time alone will change something, if ever. */
    default Optional<Instant> alarm() {
        return Optional.empty();
    }

    /** What time alone has changed by {@code now}; asked once {@link #alarm} has passed. */
    default List<E> due(Instant now) {
        return List.of();
    }

    /** The facts to record once all {@link #debts} are answered, if the entity then has something to conclude. */
    default List<E> settled(Instant now) {
        return List.of();
    }

    /**
     * The facts to record when only these debts are answered and others stay open for longer than usual: for states in which
     * one that cannot be reached must not hold up the rest.
     */
    default List<E> settledInPart(List<Command> answered, Instant now) {
        return List.of();
    }

    /** How it stands, for whoever counts. Asked after every write, so it must be cheap. */
    default Standing standing() {
        return Standing.NONE;
    }

    /** Whether it may leave memory when nobody talks to it: no timer, no debt, nothing that must stay alive. */
    boolean dormant();

    /** A cache of this state for quick recovery. */
    Snapshot snapshot();
}
