package io.cordboard.routing.tenant;

import io.cordboard.routing.policy.Policy;
import java.time.Instant;

/** One published version of a policy; it never changes. {@code revision} is the number of the event that published it. */
public record PolicyVersion(int version, Policy document, String by, Instant published, long revision) {}
