package io.cordboard.ops.replay;

/** Hears how far a replay has come. */
@FunctionalInterface
public interface Progress {

    /** Looks away. */
    Progress NONE = (_, _, _) -> {};

    /**
     * @param stage what is being done
     * @param done how much of it, out of {@code all}
     */
    void at(String stage, long done, long all);

    /** Hears how to end what may wait for a database, from another thread, and more than once if need be. */
    default void waiting(Runnable stop) {}
}
