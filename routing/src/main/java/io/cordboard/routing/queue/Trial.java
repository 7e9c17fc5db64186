package io.cordboard.routing.queue;

import io.cordboard.routing.policy.Policy;

/** A policy that decides in a queue beside the one that rules it: what it decides is recorded and not acted on. */
public record Trial(String policyId, Policy policy, int version) {}
