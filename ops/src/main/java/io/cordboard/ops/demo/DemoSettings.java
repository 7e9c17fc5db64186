package io.cordboard.ops.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a demo is to be like.
 *
 * @param urls the nodes of one cluster; whoever connects takes one, and another where that does not answer
 * @param agents how many are at work
 * @param perMinute customers in a minute, on average: they come independently of each other (Poisson)
 * @param patience how long a customer waits, on average (exponential)
 * @param handle how long a conversation takes, on average (exponential, at least 2 s); wrap-up takes a fifth of it
 * @param duration how long customers come
 * @param seed of everything that is drawn; the same seed brings the same customers
 */
public record DemoSettings(
        List<URI> urls,
        int agents,
        double perMinute,
        Duration patience,
        Duration handle,
        Duration duration,
        long seed) {

    public static final int MAX_AGENTS = 2_000;
    private static final double MAX_PER_MINUTE = 60_000;

    public DemoSettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("Expected the URL of a node, but got none");
        }
        if (agents < 1 || agents > MAX_AGENTS) {
            throw new IllegalArgumentException("Expected 1 to " + MAX_AGENTS + " agents, but got " + agents);
        }
        if (!(perMinute > 0 && perMinute <= MAX_PER_MINUTE)) {
            throw new IllegalArgumentException(
                    "Expected more than 0 and at most " + MAX_PER_MINUTE + " customers a minute, but got " + perMinute);
        }
        if (!patience.isPositive() || !handle.isPositive() || !duration.isPositive()) {
            throw new IllegalArgumentException("Expected patience, handle and duration above zero");
        }
    }
}
