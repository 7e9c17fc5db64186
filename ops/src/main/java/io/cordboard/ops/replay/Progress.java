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
}
