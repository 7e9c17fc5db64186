package io.cordboard.routing.policy;

import java.time.Duration;

/**
 * How long an agent is offered nothing after an offer that came to nothing; zero for not at all.
 *
 * @param rejected after the agent has declined
 * @param busy after the agent's own phone was engaged
 * @param missed after the agent has let the deadline pass
 * @param unreachable after the agent's connection, or phone, was not there
 */
public record RestAfter(Duration rejected, Duration busy, Duration missed, Duration unreachable) {

    public static final RestAfter NOTHING = new RestAfter(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public RestAfter {
        Range.require("rejected", rejected, Duration.ZERO, Limits.HOUR);
        Range.require("busy", busy, Duration.ZERO, Limits.HOUR);
        Range.require("missed", missed, Duration.ZERO, Limits.HOUR);
        Range.require("unreachable", unreachable, Duration.ZERO, Limits.HOUR);
    }
}
