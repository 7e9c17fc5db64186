package io.cordboard.ops.bench;

/** A kernel in which so many wait, and an agent at a time becomes free. */
interface Centre {

    String name();

    /** An agent becomes free, gets somebody, and somebody new comes. */
    void decide();
}
