package io.cordboard.node.api;

/** Hears how requests were answered, for metrics. Called on many threads: must be quick and must not throw. */
public interface HttpObserver {

    HttpObserver NONE = new HttpObserver() {};

    /** What stands for the path of a request that no operation matches. */
    String NO_ROUTE = "none";

    /** {@code route}: the path of the operation with its parameters' names, or {@link #NO_ROUTE}. */
    default void answered(String method, String route, int status, long nanos) {}
}
