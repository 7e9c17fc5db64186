package io.cordboard.ops.replay;

import io.cordboard.routing.expression.Attributes;

/**
 * One row of a call log. Times are nanoseconds since 1970.
 *
 * @param queue its place among {@link Trace#queues}
 * @param waitNanos as recorded: until it was answered, or until it hung up
 * @param fromNanos when an agent began with it; 0 if nobody did
 * @param untilNanos when the agent was done with it; 0 if nobody began
 * @param agent its place among {@link Trace#agents}; {@link #NOBODY} if the log does not say
 * @param asks what it asks for, beside its queue
 */
public record Call(
        long atNanos,
        int queue,
        int priority,
        long waitNanos,
        boolean answered,
        long fromNanos,
        long untilNanos,
        int agent,
        Asks asks) {

    public static final int NOBODY = -1;

    /** The same with names numbered otherwise. */
    Call renumbered(int newQueue, int newAgent) {
        return new Call(atNanos, newQueue, priority, waitNanos, answered, fromNanos, untilNanos, newAgent, asks);
    }

    /** What is said of the call and of its customer. */
    Attributes attributes() {
        return asks.attributes();
    }

    long handlingNanos() {
        return untilNanos - fromNanos;
    }
}
