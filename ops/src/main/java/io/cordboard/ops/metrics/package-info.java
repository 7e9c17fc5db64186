/**
 * What is counted and timed, and where Prometheus finds it.
 *
 * <p>Everything is counted where it happens, on the node where it happens; sums over nodes are Prometheus's work. Labels are few and
 * bounded: types, outcomes, tenants and queues, never interactions, agents or customers.
 */
@NullMarked
package io.cordboard.ops.metrics;

import org.jspecify.annotations.NullMarked;
