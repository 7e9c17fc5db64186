package io.cordboard.node.api;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Where the API listens and how much it takes on; {@code cordboard.node.api} in reference.conf says why each is as it is.
 *
 * @param port 0 for any that is free
 * @param maxConnections connections that are served; further ones are told so and closed
 * @param maxInFlight requests being carried out at once on this node
 * @param maxWaiting requests that wait for something to happen (long polls)
 * @param maxBody bytes of a request's body, unless an operation says otherwise
 * @param bodyTimeout how long a body may take to arrive
 * @param headTimeout how long a request's head may take to arrive, and how long a connection may be without a request
 * @param commandTimeout how long an entity's answer is waited for
 * @param drain how long requests under way may take to end when the node stops
 */
public record ApiSettings(
        String host,
        int port,
        int maxConnections,
        int maxInFlight,
        int maxWaiting,
        long maxBody,
        Duration bodyTimeout,
        Duration headTimeout,
        Duration commandTimeout,
        Duration drain,
        Rate callers,
        Rate strangers) {

    /** Tokens for requests: {@code burst} at once, refilled by {@code perMinute}. */
    public record Rate(int perMinute, int burst) {
        public Rate {
            if (perMinute < 1 || burst < 1) {
                throw new IllegalArgumentException(
                        "Expected a rate and a burst of at least 1, but got " + perMinute + " and " + burst);
            }
        }

        static Rate of(Config config) {
            return new Rate(config.getInt("per-minute"), config.getInt("burst"));
        }
    }

    public ApiSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Expected an API port of 0 to 65535, but got " + port);
        }
        if (maxConnections < 1 || maxInFlight < 1 || maxWaiting < 1 || maxBody < 1_024) {
            throw new IllegalArgumentException("Expected positive limits, and bodies of at least 1024 bytes");
        }
    }

    /** Reads {@code cordboard.node.api}. */
    public static ApiSettings of(Config config) {
        Config api = config.getConfig("cordboard.node.api");
        return new ApiSettings(
                api.getString("host"),
                api.getInt("port"),
                api.getInt("max-connections"),
                api.getInt("max-in-flight"),
                api.getInt("max-waiting"),
                api.getBytes("max-body"),
                api.getDuration("body-timeout"),
                api.getDuration("head-timeout"),
                api.getDuration("command-timeout"),
                api.getDuration("drain"),
                Rate.of(api.getConfig("rate.callers")),
                Rate.of(api.getConfig("rate.strangers")));
    }
}
