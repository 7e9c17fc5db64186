package io.cordboard.ops.bench;

/** Something that is done over and over, as fast as it goes, until it is told to stop. */
interface Load {

    String name();

    /** Begins, or goes on after {@link #stop}. */
    void start();

    /** Begins nothing new and returns once what is under way has ended. */
    void stop();

    /** How many have ended since the first start. */
    long done();
}
