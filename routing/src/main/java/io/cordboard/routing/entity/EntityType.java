package io.cordboard.routing.entity;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One kind of entity, as the shell needs to know it.
 *
 * @param name the first part of its persistence ids; stored, so never changed
 * @param initial the state before the first event, by entity id
 * @param wake the command that brings one back to memory, by entity id
 * @param restored the state kept in a snapshot
 * @param snapshotEvery events between snapshots; {@link #NO_SNAPSHOTS} if its history is short enough to be read as it is
 * @param idle how long a dormant entity stays in memory unasked
 * @param maxPending commands that may wait to be recorded; more are refused with OVERLOADED
 * @param announces whether it tells its tenant's router how it is
 * @param presence what the comings and goings of people's connections mean to it
 * @param companion soft state beside each one
 */
public record EntityType<C extends Command, E extends Event, S extends State<C, E, S>>(
        String name,
        Class<C> commands,
        Class<E> events,
        Function<String, S> initial,
        Function<String, C> wake,
        Function<Message, S> restored,
        int snapshotEvery,
        Duration idle,
        int maxPending,
        boolean announces,
        Presence<C, S> presence,
        Supplier<Companion<E, S>> companion) {

    /** Spares each new entity the question whether there is a snapshot of it. */
    public static final int NO_SNAPSHOTS = Integer.MAX_VALUE;

    /** What people's connections mean to an entity. */
    @FunctionalInterface
    public interface Presence<C extends Command, S> {

        /** The command that tells {@code state} the truth, if it believes otherwise than that one is {@code there}. */
        Optional<C> contradicts(S state, boolean there, String entityId);

        /** Connections mean nothing to it. */
        static <C extends Command, S> Presence<C, S> none() {
            return (_, _, _) -> Optional.empty();
        }
    }

    /** The persistence id of one of them. */
    public String persistenceId(String entityId) {
        return name + '|' + entityId;
    }

    /** The command that brings the entity of this persistence id to memory, if it is of this type. */
    public Optional<Command> waking(String persistenceId) {
        return entityId(persistenceId).map(wake);
    }

    /** The entity id in a persistence id, if it is of this type. */
    public Optional<String> entityId(String persistenceId) {
        return persistenceId.startsWith(name + '|')
                ? Optional.of(persistenceId.substring(name.length() + 1))
                : Optional.empty();
    }
}
